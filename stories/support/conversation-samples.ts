import type {Conversation} from '../../src/model/conversation.js';
import {NO_CAPABILITIES, type Capabilities} from '../../src/model/capabilities.js';
import {UNKNOWN_CONSENT} from '../../src/model/consent.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A conversation with everything a list needs; `change` replaces what a story is about. */
export function sampleConversation(
  id: string,
  change: Partial<Conversation> & {ago?: number; name?: string} = {},
): Conversation {
  const {ago = 5 * MINUTE, name = 'Maya Fernández', ...rest} = change;
  const at = Date.now() - ago;
  return {
    id,
    kind: 'direct',
    channel: 'sms',
    participants: [{role: 'contact', name, address: '+15125550142'}],
    participantsComplete: true,
    status: 'active',
    unread: {has: false, source: 'native'},
    consent: UNKNOWN_CONSENT,
    lastMessage: {text: 'Thursday at ten works for me, thank you!', at, direction: 'inbound', status: 'received'},
    lastActivityAt: at,
    raw: undefined,
    ...rest,
  };
}

/** A morning in a small office: one conversation for nearly every sign a row can carry. */
export const sampleConversations = (): readonly Conversation[] => {
  const last = (text: string, direction: 'inbound' | 'outbound', ago: number) => ({
    lastMessage: {text, direction, at: Date.now() - ago},
    ago,
  });
  return [
    sampleConversation('c1', {
      name: 'Maya Fernández',
      unread: {has: true, count: 3, source: 'native'},
      needsReply: {value: true, source: 'native'},
      ...last('Could we move the inspection to Thursday? I will be away on Wednesday.', 'inbound', 2 * MINUTE),
    }),
    sampleConversation('c2', {
      name: 'Jonas Weber',
      starred: true,
      ...last('The technician is on the way and should arrive before noon.', 'outbound', 18 * MINUTE),
    }),
    sampleConversation('c3', {
      participants: [{role: 'contact', address: '+17375550188'}],
      unread: {has: true, source: 'local'},
      ...last('Hi, is this the number for appointments?', 'inbound', 41 * MINUTE),
    }),
    sampleConversation('c4', {
      name: 'Priya Raman',
      consent: {state: 'opted-out', since: Date.now() - DAY, source: 'native'},
      ...last('STOP', 'inbound', DAY),
    }),
    sampleConversation('c5', {
      name: 'ليلى حداد',
      ...last('هل يمكنكم الاتصال بي بعد الظهر من فضلكم؟', 'inbound', DAY + 60 * MINUTE),
    }),
    sampleConversation('c6', {
      kind: 'group',
      title: 'Oak Street tenants',
      ...last('Water is back on in the whole building.', 'outbound', 2 * DAY),
    }),
    sampleConversation('c7', {
      name: 'Tom Okafor',
      lastMessage: {text: 'Your invoice is ready', direction: 'outbound', status: 'failed', at: Date.now() - 3 * DAY},
      ago: 3 * DAY,
    }),
    sampleConversation('c8', {
      name: 'Eleni Papadopoulou',
      consent: {state: 'probably-opted-out', source: 'derived'},
      unread: {has: true, count: 128, source: 'derived'},
      ...last('Please stop texting me', 'inbound', 4 * DAY),
    }),
    sampleConversation('c9', {
      name: 'Sam Lindqvist',
      status: 'archived',
      lastMessage: {direction: 'inbound', at: Date.now() - 9 * DAY},
      ago: 9 * DAY,
    }),
    sampleConversation('c10', {name: 'Ana Duarte', lastMessage: undefined, ago: 40 * DAY}),
  ];
};

/** Many plain conversations, newest first. */
export const manyConversations = (count: number): readonly Conversation[] =>
  Array.from({length: count}, (_, index) =>
    sampleConversation(`many-${index}`, {name: `Contact ${index + 1}`, ago: (index + 1) * 7 * MINUTE}),
  );

/** Everything a conversation list can offer. */
export const listCapabilities: Capabilities = {
  ...NO_CAPABILITIES,
  listConversations: 'native',
  searchConversations: 'native',
  filterUnread: 'native',
  filterNeedsReply: 'native',
  includeArchived: 'native',
};
