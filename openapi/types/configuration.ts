// Generated from openapi/configuration.yaml by `npm run types`. Do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Configuration: {
            $schema?: string;
            /** @description `sqlite:PATH` (relative to this file) or `mysql://user@host:port/name`. */
            database?: string;
            server?: {
                host?: string;
                port?: number;
                /** Format: uri */
                publicUrl?: string;
            };
            /**
             * @description Folder of the witness files, relative to this file. They say what an older copy of the database would have
             *     forgotten, so keep them apart from the database and out of what is restored with it.
             * @default data/witness
             */
            witness: string;
            practices: components["schemas"]["Practice"][];
        };
        Practice: {
            id: string;
            name: string;
            phone: components["schemas"]["PhoneNumber"];
            /** @description Legal name of who answers for the processing (Art. 4 no. 7 GDPR), where it is not the practice's name: the owner, the partnership, the company. */
            controller?: string;
            address?: components["schemas"]["Address"];
            dataProtectionOfficer?: components["schemas"]["DataProtectionOfficer"];
            /** @default Europe/Berlin */
            timeZone: string;
            /**
             * @description Country, with the Bundesland where one applies (ISO 3166-2), e.g. DE-BE; decides the public holidays and which data-protection authority the papers name.
             * @default DE
             */
            region: string;
            /** @default de */
            language: string;
            whatsapp: components["schemas"]["WhatsApp"];
            signOff?: {
                by: string;
                on: components["schemas"]["Date"];
                confirmed: ("processing-contract-vendor" | "processing-contract-360dialog" | "secrecy-undertaking" | "dpia" | "storage-region" | "c5-evidence")[];
            };
            /** @default [] */
            hosts: components["schemas"]["Host"][];
            /** @default [] */
            forms: components["schemas"]["Form"][];
            /** @default [] */
            wordings: components["schemas"]["Wording"][];
            /** @default [] */
            rules: components["schemas"]["Rule"][];
            window?: components["schemas"]["Window"];
            doNotSendWithin?: components["schemas"]["Duration"];
            /** @default [] */
            templates: components["schemas"]["Template"][];
            timeStamping?: components["schemas"]["TimeStamping"];
            retention?: components["schemas"]["Retention"];
            /**
             * @description Cron expression of the tick: minute hour day month weekday.
             * @default * * * * *
             */
            schedule: string;
        };
        /** @description Where the practice is; stands on certificates, reports, letters and posters. */
        Address: {
            /** @description A line above the street, e.g. „Ärztehaus, 2. Etage“. */
            addition?: string;
            /** @description With the number of the house. */
            street: string;
            postalCode: string;
            city: string;
        };
        /** @description Whom patients may turn to (Art. 13(1)(b) GDPR); stands on certificates, reports and letters. */
        DataProtectionOfficer: {
            name: string;
            /** @description E-mail, telephone or postal address, as it is to be printed. */
            contact: string;
        };
        WhatsApp: {
            /** @constant */
            provider?: "360dialog";
            phone: components["schemas"]["PhoneNumber"];
            phoneNumberId: string;
            /**
             * @description Unique patients in 24 hours.
             * @default 250
             */
            portfolioLimit: number;
            /**
             * @description Messages a second.
             * @default 80
             */
            throughput: number;
            unknownGrace?: components["schemas"]["Duration"];
            /** @description Who receives the data, beside 360dialog and Meta who always do. When it changes, a new wording is needed: consents under an older one do not extend and wait for their renewal. */
            recipients?: string[];
            /** @description Where Meta stores the data (local storage), e.g. DE; absent: no region was chosen. When it changes, a new wording is needed. */
            storageRegion?: string;
        };
        /** @description A time-stamping authority (RFC 3161) that stamps a checkpoint of the ledger once a day. */
        TimeStamping: {
            /** Format: uri */
            url: string;
            /** @description PEM file with the root certificates that the authority is trusted by; relative to this file. */
            certificate?: string;
        };
        /** @description Further keys belong to the adapter, which checks them itself. */
        Host: {
            adapter: string;
            id?: string;
        } & {
            [key: string]: unknown;
        };
        Form: {
            id: string;
            match: {
                controls: string[];
            };
            /** @description The blank form; relative to this file. */
            template?: string;
            /**
             * @default patient_device
             * @enum {unknown}
             */
            markedBy: "patient_device" | "patient_paper" | "staff";
            /** @default {} */
            patient: {
                hostPatientId?: string;
                familyName?: string;
                givenName?: string;
                birthDate?: string;
                mobilePhone?: string;
            };
            /** @description The control that holds the date of the form. */
            givenAt?: string;
            /** @description The text control with the name of who signed for the patient; when it is filled, that person acted. */
            representative?: {
                control: string;
                /** @enum {unknown} */
                role: "parent" | "guardian" | "betreuer";
            };
            consents: components["schemas"]["FormConsent"][];
        };
        FormConsent: {
            purposes: ("reminder" | "recall" | "conversation")[];
            control?: string;
            grantedControl?: string;
            refusedControl?: string;
            granted?: string[];
            refused?: string[];
            wording?: string;
        } & (unknown | unknown);
        Wording: {
            id: string;
            /** @default de */
            language: string;
            file: string;
            /** @description The wording that took its place. Keep the older one here: it is what its consents were given under; they are on hold and listed for renewal. */
            replacedBy?: string;
        };
        Rule: {
            id: string;
            /** @enum {unknown} */
            purpose: "reminder" | "recall";
            before?: components["schemas"]["Duration"];
            after?: components["schemas"]["Duration"][];
            at?: components["schemas"]["TimeOfDay"];
            template: string;
            window?: components["schemas"]["Window"] | "always";
            doNotSendWithin?: components["schemas"]["Duration"];
        } & ({
            /** @constant */
            purpose?: "reminder";
        } | {
            /** @constant */
            purpose?: "recall";
        });
        Window: {
            from?: components["schemas"]["TimeOfDay"];
            to?: components["schemas"]["TimeOfDay"];
            days?: ("Mo" | "Di" | "Mi" | "Do" | "Fr" | "Sa" | "So")[];
            /** @enum {unknown} */
            holidays?: "skip" | "send";
        };
        Template: {
            name: string;
            /** @default de */
            language: string;
            /** @enum {unknown} */
            category: "UTILITY" | "MARKETING";
            body: string;
            slots: ("salutation" | "date" | "time" | "practice" | "phone" | "link")[];
            /** @default [] */
            buttons: {
                text: string;
                /** @enum {unknown} */
                action: "confirm" | "cancel" | "stop";
            }[];
        };
        /** @description E.164 with + */
        PhoneNumber: string;
        Date: string;
        TimeOfDay: string;
        Duration: string;
        /** @description Periods that differ from the defaults; see docs/compliance.md for the reasons. */
        Retention: {
            /** @description Default 3: calendar years after last use or withdrawal. */
            proofYears?: number;
            /** @description Default 3. */
            tombstoneYears?: number;
            unconfirmed?: components["schemas"]["Duration"];
            messageParameters?: components["schemas"]["Duration"];
            inboundText?: components["schemas"]["Duration"];
            rawWebhooks?: components["schemas"]["Duration"];
            failedWebhooks?: components["schemas"]["Duration"];
            statuses?: components["schemas"]["Duration"];
            accessLog?: components["schemas"]["Duration"];
            decidedReviews?: components["schemas"]["Duration"];
            deliveredEvents?: components["schemas"]["Duration"];
            answers?: components["schemas"]["Duration"];
            unmatchedForms?: components["schemas"]["Duration"];
            strayAccounts?: components["schemas"]["Duration"];
            inactivePatients?: components["schemas"]["Duration"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
