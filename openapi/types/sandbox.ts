// Generated from openapi/sandbox.yaml by `npm run types`. Do not edit.

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Channels (keys masked), clock, switches, special numbers, counts and webhook latency. */
        get: operations["getState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Everything as it was at the start. */
        post: operations["reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves the virtual clock; answers when every webhook that fell due was tried. */
        post: operations["advanceClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["setFault"];
        delete: operations["clearFaults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chaos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** What is not named is off. */
        put: operations["setChaos"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A person writes; answers after the first attempt to deliver it. */
        post: operations["inbound"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A notice of the account with any field and value. */
        post: operations["notify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Adds a template, or replaces the one of this name and language. */
        put: operations["putTemplate"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["setHealth"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issues a new API key; the old one stops working and the webhook is gone. */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every accepted message, once per acceptance, oldest first. */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listDeliveries"];
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
        /**
         * @description What happens to one request. `accepted` says whether the message is sent although the answer is broken;
         *     its statuses then come all the same.
         */
        Effect: components["schemas"]["MetaErrorEffect"] | components["schemas"]["GatewayErrorEffect"] | components["schemas"]["HangEffect"] | components["schemas"]["BrokenAnswerEffect"] | components["schemas"]["FailedStatusEffect"] | components["schemas"]["SilentEffect"] | components["schemas"]["SkipDeliveredEffect"];
        /** @description Refused at once with one of Meta's codes. */
        MetaErrorEffect: {
            /** @constant */
            kind: "meta_error";
            code: number;
            /** @description Default from the table of codes. */
            httpStatus?: number;
        };
        /** @description Refused at once in the shape of the gateway (`meta`), for instance 401, 403, 429, 503. */
        GatewayErrorEffect: {
            /** @constant */
            kind: "gateway_error";
            httpStatus: number;
            message?: string;
        };
        /** @description No answer until the caller gives up, or only after `forMillis`. */
        HangEffect: {
            /** @constant */
            kind: "hang";
            accepted: boolean;
            /** @description Real milliseconds. */
            forMillis?: number;
        };
        /**
         * @description `reset`: the connection is reset. `server_error`: 500. `bad_gateway`: 502 with HTML.
         *     `no_messages`: 200 without `messages`.
         */
        BrokenAnswerEffect: {
            /** @enum {string} */
            kind: "reset" | "server_error" | "bad_gateway" | "no_messages";
            accepted: boolean;
        };
        /** @description Accepted, then `failed` by webhook, optionally after `sent`. */
        FailedStatusEffect: {
            /** @constant */
            kind: "failed_status";
            code: number;
            afterSent?: boolean;
        };
        /** @description Accepted, and then nothing more than `sent`, or nothing at all. */
        SilentEffect: {
            /** @constant */
            kind: "silent";
            sent: boolean;
        };
        /** @description Accepted, sent, read; `delivered` never comes. */
        SkipDeliveredEffect: {
            /** @constant */
            kind: "skip_delivered";
        };
        /** @description An effect and the requests it strikes. The first fault set that matches wins. */
        Fault: {
            effect: components["schemas"]["Effect"];
            /**
             * @description Default `messages`. Elsewhere an effect on statuses means nothing and the request passes.
             * @enum {string}
             */
            on?: "messages" | "templates" | "webhook" | "health";
            /** @description Only this recipient; any way of writing the number. */
            to?: string;
            /** @description Only this template. */
            template?: string;
            /** @description Only this business number. */
            phoneNumberId?: string;
            /** @description Only the next n matching requests; then the fault is gone. */
            next?: number;
            /** @description Only this share of the matching requests. */
            share?: number;
        };
        /** @description Disorder of the webhooks that the provider is allowed to show. */
        Chaos: {
            /** @description Share of webhooks that arrive twice. */
            duplicateShare?: number;
            /**
             * @description Copies come together (default) or the second a second later.
             * @enum {string}
             */
            duplicates?: "concurrent" | "later";
            /** @description Each webhook is held back for a random time up to this. */
            shuffleMillis?: number;
            /** @description Messages and statuses of this span come in one body. */
            batchMillis?: number;
            /** @description Every webhook comes later by this. */
            delayMillis?: number;
            /** @description `sent` arrives before the answer of the send. */
            statusBeforeAnswer?: boolean;
        };
        ClockOrder: {
            advanceMillis: number;
        };
        ClockState: {
            /** @enum {string} */
            clock: "virtual" | "real";
            /** Format: date-time */
            now: string;
        };
        ChannelName: {
            phoneNumberId: string;
        };
        Notice: {
            phoneNumberId: string;
            field: string;
            value: {
                [key: string]: unknown;
            };
        };
        TemplateOrder: {
            /** @description A number of the account that gets the template. */
            phoneNumberId: string;
            /** @description A `Template` of the provider's own description. */
            template: {
                name: string;
                language: string;
                status: string;
            } & {
                [key: string]: unknown;
            };
        };
        HealthOrder: {
            phoneNumberId: string;
            /** @enum {string} */
            canSendMessage: "AVAILABLE" | "LIMITED" | "BLOCKED";
        };
        /** @description A message from a person to a business number. */
        InboundOrder: {
            /** @description Default the first channel. */
            phoneNumberId?: string;
            from: components["schemas"]["Sender"];
            content: components["schemas"]["InboundContent"];
        };
        Sender: {
            /** @description E.164. */
            phone: string;
            /** @description Profile name. */
            name?: string;
            username?: string;
            /** @description The webhook brings neither `wa_id` nor `from`. */
            bsuidOnly?: boolean;
        };
        InboundContent: components["schemas"]["TextContent"] | components["schemas"]["ButtonContent"] | components["schemas"]["ButtonReplyContent"] | components["schemas"]["ListReplyContent"] | components["schemas"]["ReactionContent"] | components["schemas"]["ImageContent"] | components["schemas"]["UnsupportedContent"] | components["schemas"]["NumberChangeContent"];
        TextContent: {
            /** @constant */
            type: "text";
            body: string;
            /** @description A wamid. */
            replyTo?: string;
        };
        /** @description Quick reply of a template; `replyTo` is the wamid of that template message. */
        ButtonContent: {
            /** @constant */
            type: "button";
            payload: string;
            /** @description Default the payload. */
            text?: string;
            replyTo: string;
        };
        ButtonReplyContent: {
            /** @constant */
            type: "button_reply";
            id: string;
            /** @description Default the id. */
            title?: string;
            replyTo: string;
        };
        ListReplyContent: {
            /** @constant */
            type: "list_reply";
            id: string;
            /** @description Default the id. */
            title?: string;
            replyTo: string;
        };
        ReactionContent: {
            /** @constant */
            type: "reaction";
            /** @description Absent removes the reaction. */
            emoji?: string;
            replyTo: string;
        };
        ImageContent: {
            /** @constant */
            type: "image";
            caption?: string;
        };
        UnsupportedContent: {
            /** @constant */
            type: "unsupported";
        };
        /** @description WhatsApp's notice that the person has a new number. */
        NumberChangeContent: {
            /** @constant */
            type: "number_change";
            newPhone: string;
        };
        JournalMessage: {
            wamid: string;
            /** Format: date-time */
            acceptedAt: string;
            phoneNumberId: string;
            /** @description The recipient as it was given. */
            to: string;
            /** @description Digits; the person whose phone shows the message. */
            waId: string | null;
            bsuid: string;
            /** @enum {string} */
            type: "template" | "text" | "interactive" | "reaction";
            /** @description `biz_opaque_callback_data`. */
            callbackData: string | null;
            template: components["schemas"]["JournalTemplate"] | null;
            /** @description Body of a free message. */
            text: string | null;
            /** @description What the person can press below a free message. */
            choices: {
                id: string;
                title: string;
            }[];
            replyTo: string | null;
            statuses: components["schemas"]["JournalStatus"][];
        };
        JournalTemplate: {
            name: string;
            language: string;
            header: string[];
            body: string[];
            /** @description Payloads and URL endings by index. */
            buttons: {
                [key: string]: string;
            };
        };
        JournalStatus: {
            status: string;
            /** Format: date-time */
            at: string;
            code: number | null;
        };
        JournalRequest: {
            /** Format: date-time */
            at: string;
            method: string;
            path: string;
            apiKey: string | null;
            /** @description Null unless revealed. */
            body: unknown;
            outcome: number | ("hang" | "reset");
            /** @description Of the message that was accepted by this request. */
            wamid: string | null;
        };
        Delivery: {
            phoneNumberId: string;
            /** @enum {string} */
            state: "waiting" | "confirmed" | "dropped" | "no_webhook";
            /** @description The webhook body as text; null unless revealed. */
            body: string | null;
            attempts: components["schemas"]["DeliveryAttempt"][];
        };
        DeliveryAttempt: {
            /** Format: date-time */
            at: string;
            /** @description HTTP status, or null when none came. */
            answer: number | null;
            /** @description Real milliseconds until the answer or the end of patience. */
            millis: number;
        };
    };
    responses: never;
    parameters: {
        /** @description Show texts, keys and secrets instead of masks. */
        Reveal: boolean;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getState: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state. */
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
    reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    advanceClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClockOrder"];
            };
        };
        responses: {
            /** @description The clock now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockState"];
                };
            };
        };
    };
    setFault: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Fault"];
            };
        };
        responses: {
            /** @description Set. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    clearFaults: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description None is left. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    setChaos: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Chaos"];
            };
        };
        responses: {
            /** @description Set. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    inbound: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InboundOrder"];
            };
        };
        responses: {
            /** @description The id of the message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        wamid: string;
                    };
                };
            };
        };
    };
    notify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Notice"];
            };
        };
        responses: {
            /** @description The first attempt to deliver it was made. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    putTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateOrder"];
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
        };
    };
    setHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HealthOrder"];
            };
        };
        responses: {
            /** @description Set. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelName"];
            };
        };
        responses: {
            /** @description The new key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        apiKey: string;
                    };
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description Show texts, keys and secrets instead of masks. */
                reveal?: components["parameters"]["Reveal"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The journal. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalMessage"][];
                };
            };
        };
    };
    listRequests: {
        parameters: {
            query?: {
                /** @description Show texts, keys and secrets instead of masks. */
                reveal?: components["parameters"]["Reveal"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Requests to the provider's own paths, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalRequest"][];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Show texts, keys and secrets instead of masks. */
                reveal?: components["parameters"]["Reveal"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Webhooks with their attempts, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"][];
                };
            };
        };
    };
}
