import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {createAgentPhoneAdapter} from '../../src/providers/agentphone/index.js';
import {createAmplifiAdapter} from '../../src/providers/amplifi/index.js';
import {createBirdAdapter} from '../../src/providers/bird/index.js';
import {createDigivaultAdapter} from '../../src/providers/digivault/index.js';
import {createSurgeAdapter} from '../../src/providers/surge/index.js';
import type {Answer, Asked} from './server.js';

type Row = Readonly<Record<string, unknown>>;

/** What an account holds, as its provider lists it. */
export interface Account {
  readonly threads: readonly unknown[];
  /** Newest first, of the one conversation that is asked about. */
  readonly messages: readonly unknown[];
  /** How many rows of a page come, by how many requests there were; as many as asked for by default. */
  readonly size?: (count: number) => number;
  readonly oldestFirst?: boolean;
  /** What else is answered, before anything of the account. */
  readonly instead?: (asked: Asked, what: What) => Answer | undefined;
}

export type What = 'list' | 'history' | 'one' | 'send' | 'change' | 'delete' | 'other';

/** One provider as it answers in these tests: written down here by its documents, without its mock. */
export interface Provider {
  readonly connect: (baseUrl: string) => MessagingAdapter;
  /** The one that is asked about. */
  readonly conversationId: string;
  readonly thread: (id: unknown, at: number, more?: object) => Row;
  readonly message: (id: unknown, at: number, more?: object) => Row;
  /** There is no list of conversations: it is made of messages. */
  readonly listsMessages?: boolean;
  /** What makes a message one of another conversation. */
  readonly foreign: object;
  readonly whatIs: (asked: Asked) => What;
  readonly list: (rows: readonly unknown[], asked: Asked, size: number | undefined) => unknown;
  readonly history: (rows: readonly unknown[], asked: Asked, size: number | undefined) => unknown;
  readonly sent: (id: unknown) => Row;
  /** Sent ids have to look like this one, where the provider's ids tell more than who is meant. */
  readonly idAt?: (at: number, count?: number) => string;
  /** What the provider answers besides. */
  readonly other?: (asked: Asked) => unknown;
}

/** Answers as the provider does. */
export function answering(provider: Provider, account: Account): (asked: Asked) => Answer {
  let count = 0;
  return (asked) => {
    const what = provider.whatIs(asked);
    const instead = account.instead?.(asked, what);
    if (instead) return instead;
    const size = account.size?.(++count);
    const rows = provider.listsMessages && account.threads.length > 1 ? account.threads : account.messages;
    const messages = account.oldestFirst ? rows.toReversed() : rows;
    switch (what) {
      case 'list':
        return {body: provider.list(account.threads, asked, size)};
      case 'history':
        return {body: provider.history(messages, asked, size)};
      case 'one':
        return {body: account.threads[0]};
      case 'send':
        return {body: provider.sent(provider.idAt?.(Date.now()) ?? 'sent-1')};
      case 'change':
        return {body: {...(account.threads[0] as Row), ...(JSON.parse(asked.body || '{}') as Row)}};
      case 'delete':
        return {status: 204};
      case 'other':
        return {body: provider.other?.(asked) ?? {data: [], results: []}};
    }
  };
}

const ISO = (at: number) => new Date(at).toISOString();

/** A page of rows by a place that is a number. */
function pageAt(rows: readonly unknown[], place: string | null, limit: number) {
  const from = Number(place ?? 0);
  const page = rows.slice(from, from + limit);
  const next = from + limit < rows.length ? String(from + limit) : undefined;
  return {page, next};
}

const limitIn = ({query}: Asked, usual: number): number => Number(query.get('limit') ?? usual);

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A TypeID of a moment; those of later moments sort after it. */
export function typeId(prefix: string, at: number, count = 0): string {
  let bits = (BigInt(at) << 80n) | (7n << 76n) | (2n << 62n) | BigInt(count);
  let text = '';
  for (let place = 0; place < 26; place++) {
    text = (ALPHABET[Number(bits & 31n)] ?? '') + text;
    bits >>= 5n;
  }
  return `${prefix}_${text}`;
}

const surgeConversation = (id: unknown) => ({
  id,
  contact: {id: 'ctc_1', phone_number: '+18015551234', first_name: 'Jane'},
  phone_number: {id: 'pn_1', number: '+18015556789', type: 'local'},
});
let surgeCount = 0;

const SURGE: Provider = {
  connect: (baseUrl) => createSurgeAdapter({accountId: 'acct_1', baseUrl, timeout: 5000}),
  conversationId: 'cnv_1',
  listsMessages: true,
  thread: (id, at, more) => ({
    ...SURGE.message(typeId('msg', at, surgeCount++), at),
    conversation: surgeConversation(id),
    ...more,
  }),
  message: (id, _, more) => ({
    ...{id, blast_id: null, body: `Message ${String(id)}`, attachments: [], metadata: {}},
    conversation: surgeConversation('cnv_1'),
    ...more,
  }),
  foreign: {conversation: surgeConversation('cnv_2')},
  whatIs: ({method, path}) => {
    if (path !== '/accounts/acct_1/messages') return method === 'PATCH' ? 'change' : 'other';
    return method === 'POST' ? 'send' : 'history';
  },
  list: (rows, asked, size) => SURGE.history(rows, asked, size),
  history: (rows, {query}, size = 25) => {
    const {page, next = null} = pageAt(rows, query.get('after'), size);
    return {data: page, pagination: {next_cursor: next, previous_cursor: null}};
  },
  sent: (id) => SURGE.message(id, Date.now()),
  idAt: (at, count) => typeId('msg', at, count),
  other: ({path}) => (path.startsWith('/contacts/') ? surgeConversation('').contact : {data: [], pagination: {}}),
};

const AMPLIFI: Provider = {
  connect: (baseUrl) => createAmplifiAdapter({baseUrl, timeout: 5000}),
  conversationId: '+19195551234',
  thread: (id, at, more) => ({
    ...{phoneNumber: id, firstName: 'Jane', lastMessage: 'Hello', lastMessageAt: ISO(at)},
    ...{unreadCount: 0, isArchived: false, isStarred: false},
    ...more,
  }),
  message: (id, at, more) => ({
    ...{id, direction: 'incoming', message: `Message ${String(id)}`, status: null, timestamp: ISO(at)},
    ...more,
  }),
  foreign: {phoneNumber: '+19195550100'},
  whatIs: ({method, path}) => {
    if (path.endsWith('/reply')) return 'send';
    if (path.endsWith('/messages')) return 'history';
    return method === 'GET' && path === '/api/conversations' ? 'list' : 'other';
  },
  list: (rows) => rows,
  history: (rows, asked, size = limitIn(asked, 50)) => {
    const {page, next = null} = pageAt(rows, asked.query.get('cursor'), size);
    return {messages: page, cursor: next, timezone: 'America/New_York'};
  },
  sent: (id) => ({success: true, messageLog: {id, message: 'Hi', status: 'sent', sentAt: ISO(Date.now())}}),
};

const BIRD_ROOT = '/workspaces/ws/conversations';
const birdContact = {id: 'p-1', type: 'contact', status: 'active', displayName: 'Jane', avatarUrl: ''};

const BIRD: Provider = {
  connect: (baseUrl) =>
    createBirdAdapter({workspaceId: 'ws', participantId: 'key-1', channels: [{id: 'ch-1'}], baseUrl, timeout: 5000}),
  conversationId: 'cv-1',
  thread: (id, at, more) => ({
    ...{id, name: '', description: '', status: 'active', channelId: 'ch-1', platformStyle: 'direct'},
    ...{featuredParticipants: [birdContact], activeParticipantCount: 1, pendingParticipantCount: 0},
    lastMessage: {
      id: `last-${String(id)}`,
      type: 'text',
      preview: {text: 'Hello'},
      sender: birdContact,
      createdAt: ISO(at),
    },
    ...{createdAt: ISO(at), updatedAt: ISO(at)},
    ...more,
  }),
  message: (id, at, more) => ({
    ...{id, conversationId: 'cv-1', reference: '', sender: birdContact, draft: false, recipients: null},
    ...{status: 'delivered', source: 'channels', body: {type: 'text', text: {text: `Message ${String(id)}`}}},
    ...{interactions: null, createdAt: ISO(at), updatedAt: ISO(at)},
    ...more,
  }),
  foreign: {conversationId: 'cv-2'},
  whatIs: ({method, path}) => {
    const rest = path.slice(BIRD_ROOT.length).split('/');
    if (rest[2] === 'messages') return method === 'POST' ? 'send' : method === 'DELETE' ? 'delete' : 'history';
    if (rest.length === 1) return method === 'POST' ? 'send' : 'list';
    if (rest.length > 2) return 'other';
    return method === 'PATCH' ? 'change' : method === 'DELETE' ? 'delete' : 'one';
  },
  list: (rows, asked, size = limitIn(asked, 10)) => {
    const {page, next} = pageAt(rows, asked.query.get('pageToken'), size);
    return {results: page, ...(next !== undefined && {nextPageToken: next})};
  },
  history: (rows, asked, size) => {
    const isReversed = asked.query.get('reverse') === 'true';
    return BIRD.list(isReversed ? rows.toReversed() : rows, asked, size);
  },
  sent: (id) => BIRD.message(id, Date.now(), {sender: {id: 'key-1', type: 'accessKey'}, status: 'accepted'}),
};

const digivaultPerson = {id: 'ct-1', username: 'jane', display_name: 'Jane'};

const DIGIVAULT: Provider = {
  connect: (baseUrl) => createDigivaultAdapter({baseUrl, timeout: 5000, namesWithin: 50}),
  conversationId: 'cv-1',
  thread: (id, at, more) => ({
    ...{id, contact_id: 'ct-1', group_id: null, archived_at: null, created_at: Math.floor(at / 1000)},
    ...{last_active_at: Math.floor(at / 1000), last_opened_at: Math.floor(at / 1000)},
    ...more,
  }),
  message: (id, at, more) => ({
    ...{id, conversation_id: 'cv-1', contact: digivaultPerson, message: `Message ${String(id)}`, reactions: []},
    ...{attachments: [], read_at: null, created_at: Math.floor(at / 1000), updated_at: Math.floor(at / 1000)},
    ...more,
  }),
  foreign: {conversation_id: 'cv-2'},
  whatIs: ({method, path}) => {
    if (path === '/v1/messages') return method === 'POST' ? 'send' : 'history';
    if (path === '/v1/conversations') return method === 'POST' ? 'send' : 'list';
    if (path.startsWith('/v1/messages/')) return method === 'PUT' ? 'change' : 'delete';
    if (!path.startsWith('/v1/conversations/')) return 'other';
    return method === 'PUT' ? 'change' : method === 'DELETE' ? 'delete' : 'one';
  },
  list: (rows, asked, size = limitIn(asked, 10)) => {
    const [after, before] = [asked.query.get('starting_after'), asked.query.get('ending_before')];
    const placeOf = (id: string) => rows.findIndex((row) => String((row as Row | null)?.['id']) === id);
    if (before !== null) {
      const end = placeOf(before);
      return {data: rows.slice(Math.max(0, end - size), Math.max(0, end)), has_more: end > size};
    }
    const from = after === null ? 0 : placeOf(after) + 1;
    return {data: rows.slice(from, from + size), has_more: from + size < rows.length};
  },
  history: (rows, asked, size) => DIGIVAULT.list(rows, asked, size),
  sent: (id) => DIGIVAULT.message(id, Date.now(), {contact: {id: 'me', username: 'shop'}, message: 'Hi'}),
  other: ({path}) =>
    /^\/v1\/contacts\/./.test(path) ? {...digivaultPerson, id: path.split('/').at(-1)} : {data: [], has_more: false},
};

const AGENTPHONE: Provider = {
  connect: (baseUrl) => createAgentPhoneAdapter({baseUrl, numberId: 'num_1', contactNames: false, timeout: 5000}),
  conversationId: 'conv_1',
  thread: (id, at, more) => ({
    ...{id, agentId: null, phoneNumberId: 'num_1', phoneNumber: '+14155550100', participant: '+14155551234'},
    ...{lastMessageAt: ISO(at), lastMessagePreview: 'Hello', messageCount: 1, metadata: null, createdAt: ISO(at)},
    ...more,
  }),
  message: (id, at, more) => ({
    ...{id, body: `Message ${String(id)}`, fromNumber: '+14155551234', toNumber: '+14155550100'},
    ...{direction: 'inbound', channel: 'sms', mediaUrl: null, mediaUrls: [], receivedAt: ISO(at)},
    ...more,
  }),
  foreign: {conversationId: 'conv_2'},
  whatIs: ({method, path}) => {
    if (path === '/v1/messages') return 'send';
    if (path === '/v1/conversations') return 'list';
    if (!path.startsWith('/v1/conversations/')) return 'other';
    // A conversation is answered with its newest messages.
    return method === 'PATCH' ? 'change' : 'history';
  },
  list: (rows, {query}, size = Number(query.get('limit') ?? 20)) => {
    const from = Number(query.get('offset') ?? 0);
    const page = rows.slice(from, from + size);
    return {data: page, hasMore: from + page.length < rows.length, total: rows.length};
  },
  history: (rows, {path, query}, size) => {
    if (!path.endsWith('/messages')) {
      const limit = Number(query.get('message_limit') ?? 50);
      const isReversed = timeIn(rows[0]) < timeIn(rows.at(-1));
      const newest = isReversed
        ? rows.slice(-Math.min(limit, size ?? limit))
        : rows.slice(0, Math.min(limit, size ?? limit));
      return AGENTPHONE.thread('conv_1', Date.now(), {messages: newest, messageCount: rows.length});
    }
    const limit = size ?? Number(query.get('limit') ?? 50);
    const bound = (name: string, none: number) => (query.has(name) ? Date.parse(query.get(name) ?? '') : none);
    const [before, after] = [bound('before', Infinity), bound('after', -Infinity)];
    const within = rows.filter((row) => timeIn(row) < before && timeIn(row) > after);
    return {data: within.slice(0, limit), hasMore: within.length > limit};
  },
  sent: (id) => ({
    id,
    status: 'sent',
    channel: 'sms',
    from_number: '+14155550100',
    to_number: '+14155551234',
    conversation_id: 'conv_1',
  }),
  other: () => ({data: [], hasMore: false, total: 0}),
};

const timeIn = (row: unknown): number => Date.parse(String((row as Row | null | undefined)?.['receivedAt']));

export const PROVIDERS: Readonly<Record<string, Provider>> = {
  surge: SURGE,
  amplifi: AMPLIFI,
  bird: BIRD,
  digivault: DIGIVAULT,
  agentphone: AGENTPHONE,
};
