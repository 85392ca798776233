/** Ids of the wire look like the document's; the backend's own are inside. Numbers and contacts keep theirs. */
export const conversationId = (threadId: string): string => `conv_${threadId}`;
export const messageId = (id: string): string => `msg_${id}`;

export const threadIdOf = (id: string): string => (id.startsWith('conv_') ? id.slice('conv_'.length) : '');
