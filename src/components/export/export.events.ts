import type {ExportFormat} from './make-file.js';

/** What is exported: a conversation, its consent, or the consent of all conversations that are loaded. */
export type ExportContent = 'transcript' | 'consent' | 'all-consent';

export interface ExportRequestDetail {
  readonly content: ExportContent;
  readonly format: ExportFormat;
  /** Of `transcript` and `consent`. */
  readonly conversationId?: string;
}

/** What the export asks, by the name of the event. */
export interface ExportRequests {
  /** Something is about to leave the inbox as a file. */
  'parlor-export-request': ExportRequestDetail;
}

declare global {
  interface HTMLElementEventMap {
    'parlor-export-request': CustomEvent<ExportRequestDetail>;
  }
}
