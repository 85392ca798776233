import type {MetadataEdit} from '../../model/contact-details.js';

export interface MetadataEditRequestDetail {
  readonly conversationId: string;
  /** Only what was changed, with what was shown when editing began. */
  readonly edit: MetadataEdit;
}

export interface ContactReloadRequestDetail {
  readonly conversationId: string;
}

export type MetadataEditRequestEvent = CustomEvent<MetadataEditRequestDetail>;
export type ContactReloadRequestEvent = CustomEvent<ContactReloadRequestDetail>;
/** Asks the owner to put the element away. */
export type CloseRequestEvent = CustomEvent<null>;

declare global {
  interface HTMLElementEventMap {
    'parlor-metadata-edit-request': MetadataEditRequestEvent;
    'parlor-contact-reload-request': ContactReloadRequestEvent;
    'parlor-close-request': CloseRequestEvent;
  }
}
