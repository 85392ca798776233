import type {MetadataEdit} from '../../model/contact-details.js';

export interface MetadataEditRequestDetail {
  readonly conversationId: string;
  /** Only what was changed, with what was shown when editing began. */
  readonly edit: MetadataEdit;
}

export interface ContactReloadRequestDetail {
  readonly conversationId: string;
}

export interface CloseRequestDetail {
  /** The conversation that the element is about; absent for the form for a new one. */
  readonly conversationId?: string;
}

/** What a contact panel asks for, by the name of the event. */
export interface ContactPanelRequests {
  /** Fields should be changed. */
  'parlor-metadata-edit-request': MetadataEditRequestDetail;
  /** Loading failed and should be tried again. */
  'parlor-contact-reload-request': ContactReloadRequestDetail;
  /** The owner should put the element away. The search of a thread and the form for a conversation ask the same. */
  'parlor-close-request': CloseRequestDetail;
}

export type MetadataEditRequestEvent = CustomEvent<MetadataEditRequestDetail>;
export type ContactReloadRequestEvent = CustomEvent<ContactReloadRequestDetail>;
export type CloseRequestEvent = CustomEvent<CloseRequestDetail>;

declare global {
  interface HTMLElementEventMap {
    'parlor-metadata-edit-request': MetadataEditRequestEvent;
    'parlor-contact-reload-request': ContactReloadRequestEvent;
    'parlor-close-request': CloseRequestEvent;
  }
}
