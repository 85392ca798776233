import type {StartForm, StartRequest} from '../../src/adapter/start-conversation.js';
import {eventually} from '../../src/conformance/checks.js';
import type {ConformanceHooks, ConformanceWorld, KnownConversation} from '../../src/conformance/index.js';
import type {StoredMessage} from '../../src/backend/types.js';
import type {ErrorKind} from '../../src/model/conversation-error.js';
import type {ContractSetUp} from './contract-cases.js';
import {NEWCOMER, PEOPLE, TALKATIVE_MESSAGES, type ContractWorld} from './contract-world.js';

/** Something told of a conversation that not every provider tells. */
export type Tellable = 'name' | 'lastText' | 'lastActivityAt' | 'archived' | 'undelivered';

/** Why somebody cannot be written to. */
export type Refusal = 'opted-out' | 'not-textable' | 'lookup-pending';

export type BackendWorld = ConformanceWorld & ContractSetUp;

const at = (address: string): KnownConversation => ({address});

/** What there is in the contract world, less what the provider does not tell. */
export function factsOf({backend, clock}: ContractWorld, untold: readonly Tellable[] = []): ConformanceWorld['facts'] {
  const told = {name: 'Ana Swering', lastText: 'Hello!', lastActivityAt: clock.now() - 2 * 3_600_000};
  const kept = Object.entries(told).filter(([name]) => !untold.some((other) => other === name));
  const open = {address: PEOPLE.answering, ...Object.fromEntries(kept)};
  const others = backend
    .threads()
    .filter(({archived}) => !archived || untold.includes('archived'))
    .map(({contactId}) => backend.contact(contactId)?.phone ?? '')
    .filter((phone) => phone !== PEOPLE.answering);
  return {
    conversations: [open, ...others.map(at)],
    open,
    history: {
      conversation: at(PEOPLE.talkative),
      texts: Array.from({length: TALKATIVE_MESSAGES}, (_, index) => `Line ${index + 1}`),
    },
  };
}

function phoneOf(known: KnownConversation): string {
  if (known.address === undefined) throw new Error('The contract world knows conversations by their phone number.');
  return known.address;
}

const sentIn = ({world: {backend}}: BackendWorld, known: KnownConversation, text: string): readonly StoredMessage[] =>
  backend
    .messagesOf(backend.threadWithPhone(phoneOf(known))?.id ?? '')
    .filter((message) => message.direction === 'outbound' && message.text === text);

const REFUSALS: readonly (readonly [keyof typeof PEOPLE, string, Refusal])[] = [
  ['optedOut', 'a contact who opted out', 'opted-out'],
  ['landline', 'a landline', 'not-textable'],
  ['pending', 'a number that is being looked up', 'lookup-pending'],
];

function startRequest(form: StartForm): StartRequest {
  const known = form.recipients?.find(({address}) => address === NEWCOMER);
  const [template] = form.templates ?? [];
  const text = form.firstMessage === 'none' || template ? {} : {text: 'Nice to meet you'};
  const parameters = Object.fromEntries(template?.parameters.map(({key}) => [key, 'x']) ?? []);
  return {
    recipient: form.recipientKinds.includes('address')
      ? {kind: 'address', value: NEWCOMER}
      : {kind: known?.kind ?? 'contact', value: known?.id ?? NEWCOMER},
    ...(form.asksTitle && {title: 'New here'}),
    ...text,
    ...(template && {template: {id: template.id, parameters}}),
  };
}

/** What there is in the contract world, and what can happen there. */
export const worldHooks = {
  archived: ({untold}) => (untold?.includes('archived') ? [] : [at(PEOPLE.archived)]),
  unread: () => [{conversation: at(PEOPLE.unread), count: 3}],
  awaitingReply: () => ({waiting: [at(PEOPLE.unread)], answered: [at(PEOPLE.answered)]}),
  starred: () => [at(PEOPLE.starred)],
  searches: () => [
    {text: 'stella', finds: [at(PEOPLE.starred)]},
    {text: PEOPLE.unread, finds: [at(PEOPLE.unread)]},
    {text: '202555-0117', finds: [at(PEOPLE.unread)]},
    {text: 'nobody has this name', finds: []},
  ],
  refusals: ({refusalKinds = {}}) =>
    REFUSALS.flatMap(([person, why, kind]) => {
      const kinds: readonly ErrorKind[] = refusalKinds[kind] ?? [kind];
      return kinds.length > 0 ? [{conversation: at(PEOPLE[person]), why, kinds}] : [];
    }),
  deliveries: ({untold}) => [
    {conversation: at(PEOPLE.answering), status: 'delivered'},
    {conversation: at(PEOPLE.carrierFails), status: 'failed'},
    {conversation: at(PEOPLE.undelivered), status: untold?.includes('undelivered') ? 'failed' : 'undelivered'},
  ],
  picture: ({world: {backend}}) => {
    const [photo] = backend.messagesOf(backend.threadWithPhone(PEOPLE.photographer)?.id ?? '');
    return {conversation: at(PEOPLE.photographer), url: photo?.mediaUrls[0] ?? ''};
  },
  timeZone: ({world: {backend}}) => backend.account.timeZone,
  strangerId: ({strangerConversationId = '+12025550199'}) => strangerConversationId,
  startRequest: (_, form) => startRequest(form),

  contactWrites: ({world: {backend, clock, isOneByOne}}, known, text) => {
    if (isOneByOne) clock.advance(1000);
    backend.receive({phone: phoneOf(known), text});
  },
  advance: ({world: {clock}}, milliseconds) => clock.advance(milliseconds),
  optOut: ({world: {backend, clock}}, known) => {
    backend.receive({phone: phoneOf(known), text: 'Stop'});
    clock.advance(10_000);
  },
  optIn: ({world: {backend, clock}}, known) => {
    backend.receive({phone: phoneOf(known), text: 'START'});
    clock.advance(10_000);
  },
  setCredits: ({world: {backend}}, credits) => backend.setCredits(credits),
  withoutOwnNumber: ({world: {backend}}) => backend.setDefaultNumber(null),

  timesSent: (stage, known, text) => sentIn(stage, known, text).length,
  sentFrom: (stage, known, text) => {
    const [message] = sentIn(stage, known, text);
    return stage.world.backend.ownNumbers().find(({id}) => id === message?.ownNumberId)?.phone;
  },
} satisfies ConformanceHooks<BackendWorld>;

/** What the backend can let go wrong, which mocks then say in their provider's own way. */
export const faultHooks = {
  loseNextAnswer: ({world: {backend}}, only) => backend.setFaults({loseAnswer: {next: 1, only}}),
  loseNextRequest: ({world: {backend}}, only) => backend.setFaults({loseRequest: {next: 1, only}}),
  breakNext: ({world: {backend}}, only, processed) => backend.setFaults({serverError: {next: 1, processed, only}}),
  rateLimitNext: ({world: {backend}}, only, retryAfter) => backend.setFaults({rateLimit: {next: 1, retryAfter, only}}),
  setOffline: ({world: {backend}}, offline) => backend.setFaults({offline}),
  hold: ({world: {backend, clock}}) => {
    const before = clock.pending;
    backend.setFaults({latency: {minimum: 1000, maximum: 1000}});
    return {
      underWay: async () => {
        if (!(await eventually(() => clock.pending > before))) throw new Error('Nothing is under way.');
      },
      release: () => {
        backend.setFaults({latency: {minimum: 0, maximum: 0}});
        clock.advance(1000);
      },
    };
  },
} satisfies ConformanceHooks<BackendWorld>;

/** The contract world as the conformance suite sees and moves it. */
export const backendHooks = {...worldHooks, ...faultHooks} satisfies ConformanceHooks<BackendWorld>;
