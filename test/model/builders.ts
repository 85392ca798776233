import type {Conversation} from '../../src/model/conversation.js';
import type {Message} from '../../src/model/message.js';

/** A message with nothing special about it. */
export const aMessage = (fields: Partial<Message> = {}): Message => ({
  id: 'message-1',
  conversationId: 'conversation-1',
  direction: 'inbound',
  text: 'Hello',
  attachments: [],
  status: fields.direction === 'outbound' ? 'sent' : 'received',
  ...('at' in fields && fields.at === undefined ? {} : {at: 1_000}),
  atSource: 'server',
  raw: {},
  ...fields,
});

/** A conversation with nothing special about it. */
export const aConversation = (fields: Partial<Conversation> = {}): Conversation => ({
  id: 'conversation-1',
  kind: 'direct',
  channel: 'sms',
  participants: [{role: 'contact', name: 'Ana Silva', address: '+12025550123', textable: 'yes'}],
  participantsComplete: true,
  status: 'active',
  unread: {has: false, source: 'native'},
  consent: {state: 'opted-in', source: 'native'},
  raw: {},
  ...fields,
});
