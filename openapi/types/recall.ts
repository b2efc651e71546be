// Generated from openapi/recall.yaml by `npm run types`. Do not edit.

export interface paths {
    "/api/v1/practices/{practice}/forms": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads a filled form and records what it says.
         * @description A file that was recorded before gives the same answer again and records nothing.
         */
        post: operations["recordForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/patients/{patient}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        get?: never;
        /** Creates or replaces a patient's record. */
        put: operations["putPatient"];
        post?: never;
        /**
         * Erases the person (Art. 17 GDPR) and answers what was removed.
         * @description At once and for good, in the host's next deliveries too. With `proof=keep` the proof of the consents stays sealed
         *     until its period is over (Art. 17(3)(b), (e)). Asked again it answers `already_erased`.
         */
        delete: operations["erasePatient"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/patients/{patient}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        /**
         * The printable proof of this person's consents, with the bundle to check it attached.
         * @description In German or English, by Accept-Language. Of somebody erased but for the proof, too.
         */
        get: operations["getCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/patients/{patient}/report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        /**
         * Everything stored about this person (Art. 15, Art. 20 GDPR).
         * @description JSON, or with the header Accept set to application/pdf on paper, the JSON attached; German or English, by Accept-Language.
         */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/patients/{patient}/restriction": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        get?: never;
        /** Restricts processing (Art. 18 GDPR); nothing is sent and nothing deleted. */
        put: operations["restrictPatient"];
        post?: never;
        /** Lifts the restriction; the patient is told before (Art. 18(3) GDPR). */
        delete: operations["liftRestriction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/patients/{patient}/rectifications": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts a wrong entry right by a new one that takes its place (Art. 16 GDPR).
         * @description The wrong entry stays as it was. A refusal or a withdrawal is never undone like this, and a yes that staff put in
         *     place is `pending` until the patient confirms it.
         */
        post: operations["rectifyEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/appointments/{appointment}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                appointment: components["parameters"]["appointment"];
            };
            cookie?: never;
        };
        get?: never;
        /** Creates or replaces an appointment; a new beginning moves it. */
        put: operations["putAppointment"];
        post?: never;
        /** The appointment no longer exists. */
        delete: operations["deleteAppointment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/recalls/{recall}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                recall: components["parameters"]["recall"];
            };
            cookie?: never;
        };
        get?: never;
        /** Creates or replaces a recall. */
        put: operations["putRecall"];
        post?: never;
        /** The recall no longer exists. */
        delete: operations["deleteRecall"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/patients/{patient}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        /** State per purpose, and every entry. */
        get: operations["getConsents"];
        put?: never;
        /**
         * Records a declaration made at the reception.
         * @description A yes entered by staff is `pending` until the patient confirms it; a no or a withdrawal takes effect at once.
         */
        post: operations["recordConsent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/patients/{patient}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        /** The consents as an ISO/IEC TS 27560 receipt, or as FHIR R4 Consent resources. */
        get: operations["getReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/qr-codes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A single-use code for one patient, to be shown as QR code and sent by the patient from their own telephone.
         * @description Valid for 15 minutes. The wording and one button per purpose are then shown in the chat; only a pressed button is
         *     the consent. The code carries no personal data and is not stored; older codes of the patient end.
         */
        post: operations["issueCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        /** The journal, newest due first. */
        get: operations["listReminders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/renewals": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        /** Patients whose consent has to be asked for anew, and why. */
        get: operations["listRenewals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/reminders/{reminder}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                reminder: string;
            };
            cookie?: never;
        };
        /** One reminder with its reason and every attempt to send it. */
        get: operations["getReminder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        /** What a person must decide, with the evidence, newest first. */
        get: operations["listReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/reviews/{review}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decides a case, once.
         * @description Only a decision that the case offers. What it makes of the consents stands in the ledger with the name of who
         *     decided; what lost its consent is cancelled with it, and the picture is deleted. A second decision is a conflict.
         */
        post: operations["decideReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/reviews/{review}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        /** The region of the form around the box in doubt. */
        get: operations["getReviewPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/ledger/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        /** The signed head of the ledger, as a C2SP signed note. */
        get: operations["getCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/ledger/entries/{seq}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                seq: number;
            };
            cookie?: never;
        };
        /** RFC 9162 inclusion proof of one entry against the current checkpoint. */
        get: operations["getProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/halt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops all sending at once, for all instances, until it is resumed.
         * @description Nothing more is claimed, what is claimed is not handed over, and codes for the reception are refused. The ledger
         *     stays readable, replies and withdrawals are worked on. Pressed again it changes nothing.
         */
        post: operations["haltSending"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets sending begin again. */
        post: operations["resumeSending"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/practices/{practice}/ledger/consistency": {
        parameters: {
            query: {
                /** @description Entries of the older checkpoint. */
                from: number;
            };
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        /** RFC 9162 consistency proof that the ledger extends an older checkpoint. */
        get: operations["getConsistency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/360dialog/{practice}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Statuses and replies.
         * @description Anything with the right secret is stored before the answer, unknown shapes included. Over 3 MB is refused.
         */
        post: operations["receiveWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process lives. */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The database answers and is up to date. */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics; counts only. */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This contract. */
        get: operations["getContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        HostId: string;
        /** Format: date-time */
        Instant: string;
        /** Format: date */
        Date: string;
        /** @enum {unknown} */
        Purpose: "reminder" | "recall" | "conversation";
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            remedy: string;
        };
        Health: {
            /** @constant */
            status: "ok";
        };
        Patient: {
            familyName: string;
            givenName: string;
            birthDate?: components["schemas"]["Date"] | null;
            mobilePhone?: string | null;
            /** @default true */
            active: boolean;
        };
        Appointment: {
            patient: components["schemas"]["HostId"];
            startsAt: components["schemas"]["Instant"];
            /**
             * @default booked
             * @enum {unknown}
             */
            status: "booked" | "confirmed" | "cancelled" | "completed" | "no_show";
        };
        Recall: {
            patient: components["schemas"]["HostId"];
            dueOn: components["schemas"]["Date"];
        };
        /** @enum {unknown} */
        ConsentResult: "granted" | "refused" | "not_given" | "needs_review";
        FormConsent: {
            purpose: components["schemas"]["Purpose"];
            result: components["schemas"]["ConsentResult"];
            control: string | null;
            raw: string | null;
            reasons: string[];
        };
        RecordedForm: {
            sha256: string;
            /** @constant */
            format: "pdf";
            mapping: string | null;
            patient: {
                hostPatientId: string | null;
                familyName: string | null;
                givenName: string | null;
                birthDate: string | null;
                mobilePhone: string | null;
            };
            givenAt: string | null;
            consents: components["schemas"]["FormConsent"][];
            /**
             * @description `nobody`: kept until its patient is known; with `mapping: null` it is none of the configured forms, only counted (metric `recall_unmatched_forms`) and read again once these change.
             * @enum {unknown}
             */
            recorded: "now" | "before" | "nobody";
            entries: number[];
        };
        ShownNotice: {
            id: string;
            language: string;
            sha256: string;
            text?: string | null;
        };
        /** @description Structure of ISO/IEC TS 27560; one record per purpose. */
        ConsentReceipt: {
            /** @constant */
            schema_version: "1";
            standard: string;
            receipt_id: string;
            /** Format: date-time */
            issued_at: string;
            pii_controller: {
                id: string;
                /** @description As patients know the practice. */
                name: string;
                legal_name: string;
                phone: string;
                /** @description In one line; null: the practice has not said it. */
                address: string | null;
                jurisdiction: string;
                data_protection_officer: {
                    name: string;
                    contact: string;
                } | null;
                supervisory_authority: string | null;
            };
            records: components["schemas"]["ConsentRecord"][];
            /** @description The signed note of the ledger at that moment. */
            checkpoint: string;
        };
        ConsentRecord: {
            /** @constant */
            schema_version: "1";
            record_id: string;
            pii_principal_id: string;
            /** @enum {unknown} */
            state: "active" | "pending" | "on_hold" | "refused" | "withdrawn" | "expired" | "never_asked";
            reasons: string[];
            pii_processing: {
                privacy_notice: components["schemas"]["ShownNotice"] | null;
                /** @enum {unknown} */
                purpose: "reminder" | "recall" | "conversation";
                lawful_basis: string[];
                pii_information: Record<string, never>[];
                recipients: Record<string, never>[];
                withdrawal_method: string[];
                privacy_rights: string[];
            };
            events: {
                event_id: number;
                event_time: string;
                /** Format: date-time */
                recorded_time: string;
                event_type: string;
                /** @enum {unknown} */
                event_state: "given" | "refused" | "withdrawn" | "pending" | "unknown" | "superseded";
            }[];
        };
        /** @description FHIR R4 Bundle of Consent resources; a consent that is not in force denies. */
        FhirConsentBundle: {
            /** @constant */
            resourceType: "Bundle";
            /** @constant */
            type: "collection";
            /** Format: date-time */
            timestamp: string;
            entry: Record<string, never>[];
        };
        ConsentStatus: {
            /** @enum {unknown} */
            status: "active" | "pending" | "on_hold" | "refused" | "withdrawn" | "expired" | "never_asked";
            since: components["schemas"]["Instant"] | null;
            entry: number | null;
            reasons: string[];
        };
        LedgerEntry: {
            seq: number;
            /** @enum {unknown} */
            type: "granted" | "refused" | "not_given" | "pending" | "held" | "withdrawn" | "released" | "restricted" | "unrestricted" | "erased";
            recordedAt: components["schemas"]["Instant"];
            content: Record<string, never> | null;
        };
        PatientConsents: {
            patient: components["schemas"]["HostId"];
            purposes: {
                reminder: components["schemas"]["ConsentStatus"];
                recall: components["schemas"]["ConsentStatus"];
                conversation: components["schemas"]["ConsentStatus"];
            };
            entries: components["schemas"]["LedgerEntry"][];
        };
        ReceptionDeclaration: {
            /** @enum {unknown} */
            result: "granted" | "refused" | "withdrawn";
            /** @description All purposes when left out of a withdrawal. */
            purposes?: components["schemas"]["Purpose"][];
            /** @description Who at the reception; the host software where left out. */
            by?: string;
            /** @description The wording that was shown. */
            wording?: string;
            note?: string;
            /** @description Who declared it for the patient; the patient, where left out. */
            actor?: {
                /** @enum {unknown} */
                role: "parent" | "guardian" | "betreuer";
                name: string;
            };
            /**
             * @description Whose telephone number it is.
             * @enum {unknown}
             */
            numberHolder?: "patient" | "representative" | "unknown";
        };
        CodeOrder: {
            patient: components["schemas"]["HostId"];
            /** @description By default those that the practice's rules use. */
            purposes?: components["schemas"]["Purpose"][];
            /** @description By default the one of the practice's forms for these purposes. */
            wording?: string;
            /** @description By default the practice's. */
            language?: string;
            /** @description Who will press the button, if not the patient; under 16 a parent or guardian has to. */
            actor?: {
                /** @enum {unknown} */
                role: "patient" | "parent" | "guardian" | "betreuer";
                name?: string | null;
            };
            /** @description Who at the reception; the host software where left out. */
            by?: string;
        };
        IssuedCode: {
            /** @description wa.me link that opens the chat with the code ready to be sent. */
            url: string;
            /** @description The link as QR code. */
            svg: string;
            expiresAt: components["schemas"]["Instant"];
        };
        RecordedDeclaration: {
            entries: number[];
            /** @description Reminders that were waiting and are not sent. */
            cancelled: number;
        };
        /** @enum {unknown} */
        ReviewDecision: "granted" | "refused" | "not_given" | "ask_patient" | "withdrawn" | "released" | "assigned" | "dismissed";
        /** @enum {unknown} */
        ReviewKind: "form" | "form_unassigned" | "reply" | "stop" | "number" | "birthday" | "poster";
        Review: {
            id: string;
            kind: components["schemas"]["ReviewKind"];
            /** @enum {unknown} */
            state: "open" | "decided";
            patient: components["schemas"]["HostId"] | null;
            openedAt: components["schemas"]["Instant"];
            purposes: components["schemas"]["Purpose"][];
            reasons: {
                code: string;
                de: string;
                en: string;
            }[];
            /** @description Where it can be seen again. */
            evidence: Record<string, never> | null;
            /** @description Ledger entries in doubt. */
            entries: number[];
            /** @description Our id of the patient's message. */
            inbound: string | null;
            /** @description Whom a form of nobody, or of somebody else, names. */
            person: {
                hostPatientId: string | null;
                familyName: string | null;
                givenName: string | null;
                birthDate: string | null;
            } | null;
            /** @description Which may be taken; none once it is decided. */
            decisions: components["schemas"]["ReviewDecision"][];
            decision: components["schemas"]["ReviewDecision"] | null;
            decidedAt: components["schemas"]["Instant"] | null;
            decidedBy: string | null;
            note: string | null;
            /** @description Whether a picture of the region is kept. */
            picture: boolean;
        };
        ReviewPage: {
            items: components["schemas"]["Review"][];
            next: string | null;
        };
        NewDecision: {
            decision: components["schemas"]["ReviewDecision"];
            /** @description The named person who decides. */
            by: string;
            patient?: components["schemas"]["HostId"];
            note?: string;
        };
        /**
         * @description Of a reminder.
         * @enum {unknown}
         */
        OutboxState: "planned" | "due" | "claimed" | "handed_over" | "accepted" | "sent" | "delivered" | "read" | "rejected" | "failed" | "unknown" | "cancelled" | "skipped";
        /**
         * @description Of an attempt to send, which begins with its claim.
         * @enum {unknown}
         */
        MessageState: "claimed" | "handed_over" | "accepted" | "sent" | "delivered" | "read" | "rejected" | "failed" | "unknown" | "cancelled";
        /**
         * @description Of what the plugin writes in the chat.
         * @enum {unknown}
         */
        ReplyState: "due" | "handed_over" | "accepted" | "sent" | "delivered" | "read" | "rejected" | "failed" | "unknown" | "cancelled";
        /** @enum {unknown} */
        ReplyKind: "consent_wording" | "consent_question" | "consent_answer" | "stop_confirmed" | "poster_answer" | "notice";
        /** @enum {unknown} */
        RequestRoute: "code" | "confirmation" | "poster";
        /** @enum {unknown} */
        RequestState: "issued" | "asked" | "answered" | "expired";
        Reminder: {
            id: string;
            patient: string;
            appointment?: string;
            recall?: string;
            rule: string;
            template: string;
            dueAt: components["schemas"]["Instant"];
            status: components["schemas"]["OutboxState"];
            /** @enum {unknown} */
            answer: "confirmed" | "declined" | null;
            reason: string | null;
            consent: number | null;
        };
        RenewalPage: {
            items: {
                patient: components["schemas"]["HostId"];
                purposes: {
                    purpose: components["schemas"]["Purpose"];
                    /** @enum {unknown} */
                    status: "on_hold" | "expired";
                    since: components["schemas"]["Instant"] | null;
                    entry: number | null;
                    /** @description Codes: `renewal_needed` with `recipients_changed`, `storage_region_changed`, `wording_replaced`, `purpose_not_in_wording` or `wording_not_configured`; `unused_17_months`, `guardian_consent_ended`, `minor_needs_guardian`, `not_confirmed`, `wording_incomplete`. */
                    reasons: string[];
                }[];
            }[];
            next: string | null;
        };
        ReminderPage: {
            items: components["schemas"]["Reminder"][];
            next: string | null;
        };
        ReminderDetail: components["schemas"]["Reminder"] & {
            messages: {
                id: string;
                attempt: number;
                status: components["schemas"]["MessageState"];
                claimedAt: components["schemas"]["Instant"];
                handedOverAt: components["schemas"]["Instant"] | null;
                reason: string | null;
                consent: number;
            }[];
        };
        SwitchRequest: {
            /** @description Who decides it; kept with the time. The host software where left out. */
            by?: string;
        };
        SendingState: {
            halted: boolean;
            since?: components["schemas"]["Instant"];
            by?: string;
        };
        RectificationRequest: {
            /** @description Number of the entry that is wrong. */
            entry: number;
            /**
             * @description What it should have said.
             * @enum {unknown}
             */
            result: "granted" | "refused" | "not_given" | "withdrawn";
            /** @description Who puts it right. */
            by: string;
            /** @description Why; sealed like the entry itself. */
            note?: string;
        };
        Rectification: {
            /** @description Number of the entry that takes its place. */
            entry: number;
            /** @enum {unknown} */
            type: "pending" | "refused" | "not_given" | "withdrawn";
            /** @description Reminders that were waiting and are not sent. */
            cancelled: number;
        };
        RestrictionRequest: {
            /** @description Who enters it. */
            by: string;
            /**
             * @description The letter of Art. 18(1) that it rests on.
             * @enum {unknown}
             */
            ground: "accuracy" | "unlawful" | "claims" | "objection";
        };
        Restriction: {
            /** @description False: it was so already, and nothing was recorded. */
            changed: boolean;
            entry: number | null;
            /** @description Reminders that were waiting and are not sent. */
            cancelled: number;
        };
        Erasure: {
            /** @enum {unknown} */
            kind: "erased" | "proof_kept" | "already_erased";
            erasedAt: components["schemas"]["Instant"];
            /** @description Rows that are gone, by what they held. */
            removed: {
                [key: string]: number;
            };
            /** @description Number of the ledger entry that says it. */
            tombstone: number | null;
            proofKeptUntil: components["schemas"]["Date"] | null;
            remaining: {
                webhooks: number;
                sharedNumbers: number;
                storage: string[];
            };
            /** @description The answer to the person (Art. 12(3)), without salutation. */
            letter: {
                de: string;
                en: string;
            };
        };
        NullableInstant: components["schemas"]["Instant"] | null;
        WhatsAppAccount: {
            /** @description E.164. */
            phone: string | null;
            /** @description WhatsApp's business-scoped user id. */
            bsuid: string | null;
        };
        FormEvidence: {
            /** @constant */
            kind: "form";
            /** @description Of the file; the form itself stays in the patient file. */
            sha256: string;
            form: string | null;
            control: string | null;
            page: number | null;
            raw: string | null;
            /** @enum {unknown} */
            markedBy: "patient_device" | "patient_paper" | "staff";
            reader: string;
        };
        ReplyEvidence: {
            /** @constant */
            kind: "reply";
            wamid: string;
            message: string | null;
        };
        ReceptionEvidence: {
            /** @constant */
            kind: "reception";
            note: string | null;
            by?: string;
        };
        ChatEvidence: {
            /** @constant */
            kind: "chat";
            request: string;
            route: components["schemas"]["RequestRoute"];
            opened: string;
            pressed: string;
            account: components["schemas"]["WhatsAppAccount"];
        };
        ReviewEvidence: {
            /** @constant */
            kind: "review";
            review: string;
            decision: components["schemas"]["ReviewDecision"];
            by: string;
            note: string | null;
            about: components["schemas"]["FormEvidence"] | components["schemas"]["ReplyEvidence"] | components["schemas"]["ReceptionEvidence"] | components["schemas"]["ChatEvidence"] | null;
        };
        ErasureEvidence: {
            /** @constant */
            kind: "erasure";
            entries: number[];
            /** @enum {unknown} */
            scope: "person" | "contents";
        };
        Evidence: components["schemas"]["FormEvidence"] | components["schemas"]["ReplyEvidence"] | components["schemas"]["ReceptionEvidence"] | components["schemas"]["ChatEvidence"] | components["schemas"]["ReviewEvidence"] | components["schemas"]["ErasureEvidence"] | null;
        EntryContent: {
            /** @constant */
            schema: 1;
            purposes: components["schemas"]["Purpose"][];
            /** @enum {unknown} */
            method: "form" | "reception" | "reply" | "button" | "qr" | "review" | "system";
            actor: {
                /** @enum {unknown} */
                role: "patient" | "parent" | "guardian" | "betreuer" | "staff" | "system";
                name: string | null;
            };
            /** @description A day as written on a form, or an instant. */
            givenAt: string | null;
            capturedAt: components["schemas"]["Instant"];
            number: string | null;
            /** @enum {unknown} */
            numberHolder: "patient" | "representative" | "unknown";
            bsuid: string | null;
            wording: {
                id: string;
                language: string;
                sha256: string;
            } | null;
            reasons: string[];
            supersedes: number[];
            evidence: components["schemas"]["Evidence"];
        };
        /**
         * @description Everything the plugin has about one person (Art. 15, Art. 20 GDPR). What it has about others, the same number's
         *     other users included, is not in it.
         */
        PatientReport: {
            /** @constant */
            schema: 1;
            createdAt: components["schemas"]["Instant"];
            practice: {
                id: string;
                name: string;
                phone: string;
            };
            patient: {
                hostPatientId: components["schemas"]["HostId"];
                /** @description Empty while the record is not known. */
                familyName: string;
                givenName: string;
                birthDate: components["schemas"]["Date"] | null;
                /** @description E.164; null where the record has none that can be read. */
                mobilePhone: string | null;
                active: boolean;
                /** @description The practice software no longer has this patient. */
                gone: boolean;
                since: components["schemas"]["Instant"];
            };
            consents: {
                reminder: components["schemas"]["ConsentStatus"];
                recall: components["schemas"]["ConsentStatus"];
                conversation: components["schemas"]["ConsentStatus"];
            };
            entries: {
                seq: number;
                /** @enum {unknown} */
                type: "granted" | "refused" | "not_given" | "pending" | "held" | "withdrawn" | "released" | "restricted" | "unrestricted" | "erased";
                recordedAt: components["schemas"]["Instant"];
                /** @description null when it was destroyed. */
                content: components["schemas"]["EntryContent"] | null;
            }[];
            /** @description Every text that an entry names, in full. */
            wordings: {
                id: string;
                language: string;
                sha256: string;
                text: string;
            }[];
            /** @description Numbers and WhatsApp accounts that were ever known to be this person's. */
            links: {
                /** @enum {unknown} */
                kind: "phone" | "bsuid";
                /** @description null where only a keyed digest is left. */
                value: string | null;
                /** @description How that is known, and by what. The part after the blank is a name or an id of ours. */
                evidence: string;
                since: components["schemas"]["Instant"];
            }[];
            forms: {
                sha256: string;
                recordedAt: components["schemas"]["Instant"];
                mapping: string | null;
                givenAt: components["schemas"]["Date"] | null;
                /** @description As the form names the person; null where it names somebody else. */
                patient: {
                    hostPatientId: string | null;
                    familyName: string | null;
                    givenName: string | null;
                    birthDate: string | null;
                    mobilePhone: string | null;
                } | null;
                consents: {
                    purpose: components["schemas"]["Purpose"];
                    result: components["schemas"]["ConsentResult"];
                    control: string | null;
                    page: number | null;
                    raw: string | null;
                    reasons: string[];
                }[];
                entries: number[];
            }[];
            appointments: {
                id: string;
                startsAt: components["schemas"]["Instant"];
                /** @enum {unknown} */
                status: "booked" | "confirmed" | "cancelled" | "completed" | "no_show";
                firstSeenAt: components["schemas"]["Instant"];
                changedAt: components["schemas"]["Instant"];
                gone: boolean;
            }[];
            recalls: {
                id: string;
                dueOn: components["schemas"]["Date"];
                firstSeenAt: components["schemas"]["Instant"];
                changedAt: components["schemas"]["Instant"];
                gone: boolean;
            }[];
            /** @description What was planned, sent, or not sent and why. */
            reminders: {
                id: string;
                /** @enum {unknown} */
                kind: "appointment" | "recall";
                item: string;
                rule: string;
                purpose: components["schemas"]["Purpose"];
                template: string;
                dueAt: components["schemas"]["Instant"];
                status: components["schemas"]["OutboxState"];
                reason: string | null;
                consent: number | null;
                /** @enum {unknown} */
                answer: "confirmed" | "declined" | null;
                answeredAt: components["schemas"]["NullableInstant"];
            }[];
            /** @description Each attempt to send, and the ledger entry it rests on. */
            messages: {
                id: string;
                reminder: string;
                attempt: number;
                purpose: components["schemas"]["Purpose"];
                template: string;
                status: components["schemas"]["MessageState"];
                consent: number;
                claimedAt: components["schemas"]["Instant"];
                handedOverAt: components["schemas"]["NullableInstant"];
                settledAt: components["schemas"]["NullableInstant"];
                errorCode: number | null;
                reason: string | null;
                /** @description null when the period of keeping it is over. */
                to: string | null;
                /** @description What was filled into the template; null when the period of keeping it is over. */
                parameters: string[] | null;
                statuses: {
                    /** @enum {unknown} */
                    status: "sent" | "delivered" | "read" | "failed";
                    at: components["schemas"]["Instant"];
                    errorCode: number | null;
                }[];
            }[];
            /** @description What the person wrote or pressed. */
            inbound: {
                id: string;
                /** @description WhatsApp's own word for what it is; not a closed list. */
                kind: string;
                /**
                 * @description What it was understood as.
                 * @enum {unknown}
                 */
                intent: "stop" | "confirm" | "cancel" | "consent" | "code" | "doubt" | "other";
                /** @description Our message that it answers. */
                answers: string | null;
                sentAt: components["schemas"]["Instant"];
                receivedAt: components["schemas"]["Instant"];
                /** @description null when the period of keeping it is over. */
                sender: components["schemas"]["WhatsAppAccount"] | null;
                text: string | null;
                payload: string | null;
            }[];
            /** @description Reception codes and questions in the chat. */
            questions: {
                id: string;
                route: components["schemas"]["RequestRoute"];
                state: components["schemas"]["RequestState"];
                issuedAt: components["schemas"]["Instant"];
                expiresAt: components["schemas"]["Instant"];
                askedAt: components["schemas"]["NullableInstant"];
                answeredAt: components["schemas"]["NullableInstant"];
                content: {
                    [key: string]: unknown;
                } | null;
            }[];
            /** @description What the plugin wrote in the chat. */
            replies: {
                id: string;
                answers: string;
                kind: components["schemas"]["ReplyKind"];
                state: components["schemas"]["ReplyState"];
                createdAt: components["schemas"]["Instant"];
                handedOverAt: components["schemas"]["NullableInstant"];
                content: {
                    [key: string]: unknown;
                } | null;
            }[];
            /** @description What a person of the practice had to decide, and decided. */
            reviews: {
                id: string;
                kind: components["schemas"]["ReviewKind"];
                /** @enum {unknown} */
                state: "open" | "decided";
                openedAt: components["schemas"]["Instant"];
                purposes: components["schemas"]["Purpose"][];
                reasons: string[];
                entries: number[];
                inbound: string | null;
                decision: components["schemas"]["ReviewDecision"] | null;
                decidedAt: components["schemas"]["NullableInstant"];
                decidedBy: string | null;
                note: string | null;
                /** @description Whether a picture of the box on the form is kept. */
                picture: boolean;
            }[];
            /** @description Why nothing is sent to the person's number for a time. */
            blocks: {
                /** @enum {unknown} */
                scope: "recipient" | "marketing";
                errorCode: number | null;
                since: components["schemas"]["Instant"];
                until: components["schemas"]["NullableInstant"];
            }[];
            /** @description What the practice software was told. */
            events: {
                /** @enum {unknown} */
                type: "appointment.confirmed" | "appointment.declined" | "recall.confirmed" | "recall.declined" | "consent.withdrawn" | "consent.granted" | "consent.refused" | "consent.not_recorded" | "chat.poster" | "message.received" | "reply_needs_person" | "shared_number_stop" | "stop_unmatched" | "number_changed" | "marketing_stopped";
                at: components["schemas"]["Instant"];
                deliveredAt: components["schemas"]["NullableInstant"];
            }[];
            /** @description When these data were looked at or taken out. */
            accesses: {
                at: components["schemas"]["Instant"];
                /** @enum {unknown} */
                action: "report" | "certificate" | "receipt" | "export" | "review" | "rectify" | "restrict";
            }[];
            /** @description What is not in the report because it is, or may be, about somebody else. */
            withheld: {
                /** @description Numbers and accounts of this person that others use too. */
                sharedNumbers: number;
                /** @description Messages from such a number that nobody could attribute. */
                messages: number;
            };
            processing: components["schemas"]["ProcessingFacts"];
        };
        /** @description What Art. 15(1) asks for beside the data. */
        ProcessingFacts: {
            /** @description Legal name, the name of the practice where it is another, telephone. */
            controller: string;
            /** @description In one line; null: the practice has not said it. */
            address: string | null;
            /** @description Name and contact; null: the practice has not said it. */
            dataProtectionOfficer: string | null;
            /** @description Which data-protection authority is competent for the practice; null: its Land is not known. */
            supervisoryAuthority: string | null;
            purposes: {
                purpose: components["schemas"]["Purpose"];
                description: string;
                legalBasis: string;
            }[];
            recipients: {
                name: string;
                role: string;
            }[];
            transfer: string[];
            storagePeriods: {
                data: string;
                period: string;
                reason: string;
            }[];
            rights: {
                right: string;
                how: string;
            }[];
            source: string;
            automatedDecisions: string;
        };
        ConsistencyProof: {
            /** @description Entries of the older checkpoint. */
            from: number;
            size: number;
            path: string[];
            /** @description The signed note of that size. */
            checkpoint: string;
        };
        InclusionProof: {
            seq: number;
            size: number;
            /** @description Leaf bytes in base64. */
            leaf: string;
            path: string[];
            checkpoint: string;
        };
    };
    responses: {
        /** @description RFC 9457, with our code. */
        problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        practice: string;
        patient: components["schemas"]["HostId"];
        appointment: components["schemas"]["HostId"];
        recall: components["schemas"]["HostId"];
        review: string;
        /** @description Who decides it; kept in the ledger and the access log. */
        by: string;
        /** @description Repeating a request with the same key gives the same answer and does nothing again. */
        idempotencyKey: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    recordForm: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating a request with the same key gives the same answer and does nothing again. */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/pdf": string;
            };
        };
        responses: {
            /** @description Read and recorded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedForm"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    putPatient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Patient"];
            };
        };
        responses: {
            /** @description Stored. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["problem"];
        };
    };
    erasePatient: {
        parameters: {
            query?: {
                /** @description Who decides it; kept in the ledger and the access log. */
                by?: components["parameters"]["by"];
                proof?: "destroy" | "keep";
            };
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was removed, what remains and why, and the answer to the person. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    getCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The certificate. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    getReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PatientReport"];
                    "application/pdf": string;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    restrictPatient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestrictionRequest"];
            };
        };
        responses: {
            /** @description The restriction holds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restriction"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    liftRestriction: {
        parameters: {
            query?: {
                /** @description Who decides it; kept in the ledger and the access log. */
                by?: components["parameters"]["by"];
            };
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There is no restriction. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Restriction"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    rectifyEntry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating a request with the same key gives the same answer and does nothing again. */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RectificationRequest"];
            };
        };
        responses: {
            /** @description Recorded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rectification"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    putAppointment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                appointment: components["parameters"]["appointment"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Appointment"];
            };
        };
        responses: {
            /** @description Stored. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["problem"];
        };
    };
    deleteAppointment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                appointment: components["parameters"]["appointment"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["problem"];
        };
    };
    putRecall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                recall: components["parameters"]["recall"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Recall"];
            };
        };
        responses: {
            /** @description Stored. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["problem"];
        };
    };
    deleteRecall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                recall: components["parameters"]["recall"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["problem"];
        };
    };
    getConsents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As the ledger has it now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PatientConsents"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    recordConsent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating a request with the same key gives the same answer and does nothing again. */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReceptionDeclaration"];
            };
        };
        responses: {
            /** @description Recorded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedDeclaration"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    getReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                patient: components["parameters"]["patient"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One record per purpose that was ever answered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentReceipt"];
                    "application/fhir+json": components["schemas"]["FhirConsentBundle"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    issueCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating a request with the same key gives the same answer and does nothing again. */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeOrder"];
            };
        };
        responses: {
            /** @description The code. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedCode"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    listReminders: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReminderPage"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    listRenewals: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenewalPage"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    getReminder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                reminder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reminder. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReminderDetail"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    listReviews: {
        parameters: {
            query?: {
                state?: "open" | "all";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewPage"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    decideReview: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating a request with the same key gives the same answer and does nothing again. */
                "Idempotency-Key"?: components["parameters"]["idempotencyKey"];
            };
            path: {
                practice: components["parameters"]["practice"];
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDecision"];
            };
        };
        responses: {
            /** @description The decided case. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    getReviewPicture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                review: components["parameters"]["review"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As a viewer paints it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    getCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The note. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    getProof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
                seq: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proof. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InclusionProof"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    haltSending: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SwitchRequest"];
            };
        };
        responses: {
            /** @description The state of sending. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendingState"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    resumeSending: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SwitchRequest"];
            };
        };
        responses: {
            /** @description The state of sending. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SendingState"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    getConsistency: {
        parameters: {
            query: {
                /** @description Entries of the older checkpoint. */
                from: number;
            };
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proof. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsistencyProof"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    receiveWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practice: components["parameters"]["practice"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description Stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["problem"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["problem"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Text exposition format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            default: components["responses"]["problem"];
        };
    };
    getContract: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
}
