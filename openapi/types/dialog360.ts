// Generated from openapi/dialog360.yaml by `npm run types`. Do not edit.

export interface paths {
    "/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one message, or marks a received one as read. Repeating the call sends a second message. */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/message_templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Templates of the account, paged by cursor. */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/configs/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The older list of templates, paged by offset.
         * @deprecated
         */
        get: operations["listTemplatesByOffset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/configs/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The webhook of this number. */
        get: operations["getWebhook"];
        put?: never;
        /** Sets the webhook of this number. Issuing a new API key removes it again. */
        post: operations["setWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health_status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether number and account may send; also the test of the key. */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    event: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Messages, statuses and notices of the account. Exactly 200 within 5 s confirms; anything else is repeated for 7 days. */
        post: operations["receiveEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description Any body of `POST /messages`. */
        MessageRequest: components["schemas"]["TemplateMessage"] | components["schemas"]["TextMessage"] | components["schemas"]["InteractiveMessage"] | components["schemas"]["ReactionMessage"] | components["schemas"]["ReadReceipt"];
        /** @description What every message to a person has. One of `to` and `recipient` is given; `to` wins. */
        MessageFrame: {
            /** @constant */
            messaging_product: "whatsapp";
            /** @constant */
            recipient_type?: "individual";
            /** @description E.164 with `+`. Without it the number's own country code may be put in front: a stranger. */
            to?: string;
            /** @description A business-scoped user id (BSUID), `DE.1349…`. */
            recipient?: string;
            /** @description Returned unchanged in every status of this message. */
            biz_opaque_callback_data?: string;
            context?: components["schemas"]["ReplyTo"];
        };
        ReplyTo: {
            message_id: string;
        };
        TemplateMessage: components["schemas"]["MessageFrame"] & {
            /** @constant */
            type: "template";
            template: components["schemas"]["TemplateCall"];
        };
        TemplateCall: {
            name: string;
            language: {
                /** @description Exactly as approved; `de` is not `de_DE`. */
                code: string;
                /** @constant */
                policy?: "deterministic";
            };
            components?: components["schemas"]["TemplateCallComponent"][];
        };
        TemplateCallComponent: components["schemas"]["HeaderParameters"] | components["schemas"]["BodyParameters"] | components["schemas"]["ButtonParameters"];
        HeaderParameters: {
            /** @constant */
            type: "header";
            parameters: components["schemas"]["TextParameter"][];
        };
        BodyParameters: {
            /** @constant */
            type: "body";
            parameters: components["schemas"]["TextParameter"][];
        };
        ButtonParameters: {
            /** @constant */
            type: "button";
            /** @enum {string} */
            sub_type: "quick_reply" | "url";
            /** @description Place of the button in the template, counted from 0, as text. */
            index: string;
            parameters: components["schemas"]["ButtonParameter"][];
        };
        ButtonParameter: components["schemas"]["PayloadParameter"] | components["schemas"]["TextParameter"];
        TextParameter: {
            /** @constant */
            type: "text";
            text: string;
            /** @description Only for templates with `parameter_format` `named`. */
            parameter_name?: string;
        };
        PayloadParameter: {
            /** @constant */
            type: "payload";
            payload: string;
        };
        TextMessage: components["schemas"]["MessageFrame"] & {
            /** @constant */
            type: "text";
            text: {
                body: string;
                preview_url?: boolean;
            };
        };
        /** @description Up to three reply buttons below a text, or a list of up to ten rows behind one button. */
        InteractiveMessage: components["schemas"]["MessageFrame"] & {
            /** @constant */
            type: "interactive";
            interactive: components["schemas"]["Question"];
        };
        Question: components["schemas"]["ButtonQuestion"] | components["schemas"]["ListQuestion"];
        /** @description At most ten rows over all sections. */
        ListQuestion: {
            /** @constant */
            type: "list";
            header?: {
                /** @constant */
                type: "text";
                text: string;
            };
            body: {
                text: string;
            };
            footer?: {
                text: string;
            };
            action: {
                button: string;
                sections: components["schemas"]["ListSection"][];
            };
        };
        ListSection: {
            /** @description Required where there are several sections. */
            title?: string;
            rows: components["schemas"]["ListRow"][];
        };
        ListRow: {
            id: string;
            title: string;
            description?: string;
        };
        ButtonQuestion: {
            /** @constant */
            type: "button";
            header?: {
                /** @constant */
                type: "text";
                text: string;
            };
            body: {
                text: string;
            };
            footer?: {
                text: string;
            };
            action: {
                buttons: components["schemas"]["ReplyButton"][];
            };
        };
        ReplyButton: {
            /** @constant */
            type: "reply";
            reply: {
                id: string;
                title: string;
            };
        };
        ReactionMessage: components["schemas"]["MessageFrame"] & {
            /** @constant */
            type: "reaction";
            reaction: {
                message_id: string;
                /** @description Empty removes the reaction. */
                emoji: string;
            };
        };
        /** @description Marks a received message as read, optionally showing that an answer is being written. */
        ReadReceipt: {
            /** @constant */
            messaging_product: "whatsapp";
            /** @constant */
            status: "read";
            message_id: string;
            typing_indicator?: {
                /** @constant */
                type: "text";
            };
        };
        /** @description A 2xx answer without `messages[0].id` is not this, and not a success. */
        MessageAccepted: {
            messaging_product?: string;
            contacts?: components["schemas"]["AcceptedContact"][];
            messages: components["schemas"]["AcceptedMessage"][];
        };
        AcceptedContact: {
            /** @description The recipient as it was given. */
            input?: string;
            /** @description Digits without `+`; can differ from the input. */
            wa_id?: string;
            user_id?: string;
        };
        AcceptedMessage: {
            /** @description The wamid. */
            id: string;
            /** @description `accepted`, `held_for_quality_assessment`, `paused`; often absent. */
            message_status?: string;
        };
        ReadAccepted: {
            success: boolean;
        };
        MetaError: {
            error: components["schemas"]["MetaErrorDetail"];
        };
        /** @description Branch on `code`; `details` and `fbtrace_id` help support, `error_subcode` is deprecated. */
        MetaErrorDetail: {
            message?: string;
            type?: string;
            code: number;
            error_subcode?: number;
            error_data?: {
                messaging_product?: string;
                details?: string;
            };
            fbtrace_id?: string;
            is_transient?: boolean;
        };
        /** @description The gateway's own refusal, for instance an unknown key. */
        GatewayError: {
            meta: {
                api_status?: string;
                version?: string;
                success?: boolean;
                http_code: number;
                developer_message?: string;
            };
        };
        /** @description The gateway's older shape. */
        GatewayErrorList: {
            errors: {
                code: number;
                title?: string;
                details?: string;
                href?: string;
            }[];
            meta?: {
                [key: string]: unknown;
            };
        };
        Template: {
            id?: string;
            name: string;
            language: string;
            /**
             * @description `PENDING`, `APPROVED`, `REJECTED`, `PAUSED`, `DISABLED`, `IN_APPEAL`, `PENDING_DELETION`, `DELETED`,
             *     `LIMIT_EXCEEDED`, `ARCHIVED`; the older list writes them in lower case. Only `APPROVED` may be sent.
             */
            status: string;
            /** @description `UTILITY`, `MARKETING`, `AUTHENTICATION`. */
            category?: string;
            correct_category?: string;
            rejected_reason?: string;
            namespace?: string;
            /** @description `POSITIONAL` (the default) or `NAMED`. */
            parameter_format?: string;
            quality_score?: {
                /** @description `GREEN`, `YELLOW`, `RED`, `UNKNOWN`. */
                score?: string;
            };
            components?: components["schemas"]["TemplateComponent"][];
        };
        TemplateComponent: {
            /** @description `HEADER`, `BODY`, `FOOTER`, `BUTTONS`. */
            type: string;
            /** @description Of a header, for instance `TEXT`. */
            format?: string;
            text?: string;
            buttons?: components["schemas"]["TemplateButton"][];
        };
        TemplateButton: {
            /** @description `QUICK_REPLY`, `URL`, `PHONE_NUMBER`. */
            type: string;
            text?: string;
            url?: string;
            phone_number?: string;
        };
        TemplateList: {
            data: components["schemas"]["Template"][];
            paging?: {
                cursors?: {
                    before?: string;
                    after?: string;
                };
                next?: string;
            };
        };
        TemplateListByOffset: {
            count: number;
            total: number;
            limit?: number;
            offset: number;
            sort?: string[];
            filters?: {
                [key: string]: unknown;
            };
            waba_templates: components["schemas"]["Template"][];
        };
        WebhookConfiguration: {
            url: string;
            headers?: components["schemas"]["WebhookHeaders"];
        };
        /** @description Sent with every webhook; a secret in them authenticates the sender. */
        WebhookHeaders: {
            [key: string]: string;
        };
        WebhookConfigurationState: {
            url?: string;
            headers?: components["schemas"]["WebhookHeaders"];
        };
        Health: {
            health_status: {
                /** @description `AVAILABLE`, `LIMITED`, `BLOCKED`. */
                can_send_message: string;
                entities?: components["schemas"]["HealthEntity"][];
            };
        };
        HealthEntity: {
            /** @description `PHONE_NUMBER`, `WABA`, `BUSINESS`, `APP`. */
            entity_type: string;
            id?: string;
            can_send_message: string;
            errors?: {
                error_code?: number;
                error_description?: string;
                possible_solution?: string;
            }[];
        };
        /** @description All arrays can have several members; one body may mix messages and statuses. */
        WebhookBody: {
            object?: string;
            entry: components["schemas"]["WebhookEntry"][];
        };
        WebhookEntry: {
            /** @description The WABA. */
            id?: string;
            /** @description Unix seconds; only with notices of the account. */
            time?: number;
            changes: components["schemas"]["WebhookChange"][];
        };
        WebhookChange: {
            /**
             * @description `messages` brings messages and statuses; every other field is a notice of the account, whose value
             *     stays open here (`TemplateStatusUpdate`, `TemplateCategoryUpdate`, `BusinessCapabilityUpdate` name
             *     the ones we read).
             */
            field: string;
            value: components["schemas"]["WebhookValue"];
        };
        WebhookValue: {
            messaging_product?: string;
            metadata?: components["schemas"]["WebhookMetadata"];
            contacts?: components["schemas"]["WebhookContact"][];
            messages?: components["schemas"]["InboundMessage"][];
            statuses?: components["schemas"]["Status"][];
            /** @description Errors outside any message. */
            errors?: components["schemas"]["WebhookError"][];
            user_preferences?: components["schemas"]["UserPreference"][];
            user_id_update?: components["schemas"]["UserIdUpdate"][];
        } & {
            [key: string]: unknown;
        };
        /** @description The business number that received or sent. */
        WebhookMetadata: {
            display_phone_number?: string;
            phone_number_id: string;
        };
        /** @description A user with a username may come without `wa_id`. */
        WebhookContact: {
            wa_id?: string;
            /** @description BSUID. */
            user_id?: string;
            profile?: {
                name?: string;
                username?: string;
            };
        };
        WebhookError: {
            code: number;
            title?: string;
            message?: string;
            href?: string;
            error_data?: {
                details?: string;
            };
        };
        /**
         * @description A message from a person. `type` names the member that holds the content; types we do not know keep theirs
         *     unnamed. `from` is absent for a user known by BSUID only.
         */
        InboundMessage: {
            /** @description The wamid. */
            id: string;
            /** @description Digits without `+`. */
            from?: string;
            /** @description BSUID. */
            from_user_id?: string;
            /** @description Unix seconds as text. */
            timestamp: string;
            /**
             * @description `text`, `button`, `interactive`, `reaction`, `image`, `video`, `audio`, `document`, `sticker`,
             *     `location`, `contacts`, `order`, `system`, `unsupported`, `unknown`, or a newer one.
             */
            type: string;
            context?: components["schemas"]["InboundContext"];
            text?: {
                body: string;
            };
            /** @description Answer to a quick reply of a template. */
            button?: {
                payload?: string;
                text?: string;
            };
            interactive?: components["schemas"]["InteractiveAnswer"];
            reaction?: {
                message_id: string;
                /** @description Absent when the reaction was removed. */
                emoji?: string;
            };
            image?: components["schemas"]["InboundMedia"];
            video?: components["schemas"]["InboundMedia"];
            audio?: components["schemas"]["InboundMedia"];
            document?: components["schemas"]["InboundMedia"];
            sticker?: components["schemas"]["InboundMedia"];
            system?: components["schemas"]["SystemNotice"];
            errors?: components["schemas"]["WebhookError"][];
        };
        InboundContext: {
            from?: string;
            /** @description The wamid answered to. */
            id?: string;
            forwarded?: boolean;
            frequently_forwarded?: boolean;
        };
        InteractiveAnswer: {
            /** @description `button_reply`, `list_reply`, `nfm_reply`. */
            type: string;
            button_reply?: {
                id: string;
                title?: string;
            };
            list_reply?: {
                id: string;
                title?: string;
                description?: string;
            };
        };
        InboundMedia: {
            id?: string;
            mime_type?: string;
            sha256?: string;
            caption?: string;
            filename?: string;
            url?: string;
        };
        /** @description A person changed number or user id. */
        SystemNotice: {
            /** @description `user_changed_number`, `user_changed_user_id`, `user_identity_changed`. */
            type?: string;
            body?: string;
            /** @description The new number. */
            wa_id?: string;
            /** @description The new BSUID. */
            user_id?: string;
        };
        /**
         * @description What became of a message of ours. Statuses come in any order, repeatedly, and before the answer of the
         *     send; `read` implies `delivered`; `failed` can follow `sent`.
         */
        Status: {
            /** @description The wamid. */
            id: string;
            /** @description A `StatusName`; others are ignored. */
            status: string;
            /** @description Unix seconds as text. */
            timestamp?: string;
            /** @description Digits without `+`. */
            recipient_id?: string;
            recipient_user_id?: string;
            biz_opaque_callback_data?: string;
            pricing?: components["schemas"]["Pricing"];
            conversation?: {
                id?: string;
                expiration_timestamp?: string;
                origin?: {
                    type?: string;
                };
            };
            /** @description Only with `failed`. */
            errors?: components["schemas"]["WebhookError"][];
        };
        /** @enum {string} */
        StatusName: "sent" | "delivered" | "read" | "played" | "failed";
        Pricing: {
            billable?: boolean;
            pricing_model?: string;
            type?: string;
            category?: string;
        };
        /** @description The person used WhatsApp's own control for marketing messages; a typed STOP is a message. */
        UserPreference: {
            wa_id?: string;
            user_id?: string;
            detail?: string;
            /** @description `marketing_messages`. */
            category: string;
            /** @description `stop` or `resume`. */
            value: string;
            /** @description Unix seconds. */
            timestamp?: number;
        };
        UserIdUpdate: {
            wa_id?: string;
            user_id: {
                previous?: string;
                current?: string;
            };
            timestamp?: string | number;
        };
        /** @description Value of field `message_template_status_update`. */
        TemplateStatusUpdate: {
            event: string;
            message_template_id?: number | string;
            message_template_name: string;
            /** @description Can be written with a hyphen, `en-US`. */
            message_template_language: string;
            message_template_category?: string;
            reason?: string | null;
        };
        /**
         * @description Value of field `template_category_update`: announced with `correct_category`, done with
         *     `previous_category` and `new_category`.
         */
        TemplateCategoryUpdate: {
            message_template_id?: number | string;
            message_template_name: string;
            message_template_language: string;
            correct_category?: string;
            previous_category?: string;
            new_category?: string;
            category_update_timestamp?: number;
        };
        /** @description Value of field `business_capability_update`: the new limit of unique people in 24 hours. */
        BusinessCapabilityUpdate: {
            /** @description `TIER_250`, `TIER_2K`, `TIER_10K`, `TIER_100K`, `TIER_UNLIMITED`, or a number. */
            max_daily_conversations_per_business?: string | number;
            max_phone_numbers_per_business?: number;
            max_phone_numbers_per_waba?: number;
        };
    };
    responses: {
        /**
         * @description Refused, or not processed. Meta's errors carry `error.code`; the gateway's own carry `meta`, older ones
         *     `errors`; a broken gateway answers HTML.
         */
        Refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["MetaError"] | components["schemas"]["GatewayError"] | components["schemas"]["GatewayErrorList"];
                "text/html": string;
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    sendMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageRequest"];
            };
        };
        responses: {
            /** @description Accepted, which is not delivered. `ReadAccepted` answers a `ReadReceipt` only. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageAccepted"] | components["schemas"]["ReadAccepted"];
                };
            };
            default: components["responses"]["Refused"];
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                limit?: number;
                after?: string;
                before?: string;
                /** @description Comma-separated names of the fields wanted. */
                fields?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page; `paging.cursors.after` leads to the next. The last has no such cursor, or an empty page follows it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateList"];
                };
            };
            default: components["responses"]["Refused"];
        };
    };
    listTemplatesByOffset: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                sort?: string;
                /** @description A JSON object as text. */
                filters?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page; go on until `offset + count >= total`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateListByOffset"];
                };
            };
            default: components["responses"]["Refused"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The configuration; without `url` when none is set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookConfigurationState"];
                };
            };
            default: components["responses"]["Refused"];
        };
    };
    setWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookConfiguration"];
            };
        };
        responses: {
            /** @description The configuration as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookConfigurationState"];
                };
            };
            default: components["responses"]["Refused"];
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
            /** @description State of the number and of the account it belongs to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["Refused"];
        };
    };
    receiveEvent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookBody"];
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
        };
    };
}
