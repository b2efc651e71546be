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
            /** @enum {unknown} */
            recorded: "now" | "before" | "nobody";
            entries: number[];
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
            type: "granted" | "refused" | "not_given" | "pending" | "held" | "withdrawn";
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
            /** @description Who at the reception. */
            by: string;
            /** @description The wording that was shown. */
            wording?: string;
            note?: string;
        };
        RecordedDeclaration: {
            entries: number[];
            /** @description Reminders that were waiting and are not sent. */
            cancelled: number;
        };
        Reminder: {
            id: string;
            patient: string;
            appointment?: string;
            recall?: string;
            rule: string;
            template: string;
            dueAt: components["schemas"]["Instant"];
            /** @enum {unknown} */
            status: "planned" | "due" | "claimed" | "handed_over" | "accepted" | "sent" | "delivered" | "read" | "rejected" | "failed" | "unknown" | "cancelled" | "skipped";
            /** @enum {unknown} */
            answer: "confirmed" | "declined" | null;
            reason: string | null;
            consent: number | null;
        };
        ReminderPage: {
            items: components["schemas"]["Reminder"][];
            next: string | null;
        };
        ReminderDetail: components["schemas"]["Reminder"] & {
            messages: {
                id: string;
                attempt: number;
                status: string;
                claimedAt: components["schemas"]["Instant"];
                handedOverAt: components["schemas"]["Instant"] | null;
                reason: string | null;
                consent: number;
            }[];
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
