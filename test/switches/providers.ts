import type {ConformanceCase} from '../../src/conformance/index.js';
import type {AgentPhoneMockOptions} from '../../src/providers/agentphone/mock.js';
import type {AmplifiMockOptions} from '../../src/providers/amplifi/mock.js';
import type {BirdMockOptions} from '../../src/providers/bird/mock.js';
import type {DigivaultMockOptions} from '../../src/providers/digivault/mock.js';
import {contractCases, type Contract, type ContractSetUp} from '../adapter/contract-cases.js';
import {agentPhoneContract} from '../providers/agentphone/contract-set-up.js';
import {amplifiContract} from '../providers/amplifi/contract-set-up.js';
import {birdContract} from '../providers/bird/contract-set-up.js';
import {digivaultContract} from '../providers/digivault/contract-set-up.js';
import {memoryContract} from '../providers/memory/contract-set-up.js';
import {surgeContract, type SurgeSwitches} from '../providers/surge/contract-set-up.js';
import {watched} from './watched.js';
import {combinationsOf, fixedIn, type Impossible, type Switches} from './product.js';

/** One combination of a provider's switches. */
export interface SetUp {
  readonly index: number;
  readonly switches: Readonly<Record<string, unknown>>;
  /** Why a case cannot be tried in it, where it cannot. */
  readonly impossible: (name: string) => string | undefined;
  /** @param noteRead hears the name of every switch when it is read */
  readonly cases: (noteRead: (name: string) => void) => readonly ConformanceCase[];
}

export interface SwitchedProvider {
  readonly setUps: readonly SetUp[];
  /** The options that do not take part, and why. */
  readonly fixed: readonly string[];
}

interface Table<Options, Made extends ContractSetUp> {
  readonly switches: Switches<Options>;
  readonly impossible?: readonly Impossible<Partial<Options>>[];
  readonly contract: (options: Partial<Options>) => Contract<Made>;
}

function switched<Options extends object, Made extends ContractSetUp>(table: Table<Options, Made>): SwitchedProvider {
  const {switches, impossible = [], contract} = table;
  const setUps = combinationsOf(switches).map((options, index) => ({
    index,
    switches: {...options},
    impossible: (name: string) =>
      impossible.find(({is, only}) => (only === undefined || only === name) && is(options))?.why,
    cases: (noteRead: (name: string) => void) => contractCases(contract(watched(options, noteRead))),
  }));
  return {setUps, fixed: fixedIn(switches)};
}

const TIES = {
  only: 'stay in order where they share an instant',
  why: 'nothing tells the order of messages that share an instant, so none do in this world',
};
const BOTH = [false, true] as const;
const ADDRESS = {fixed: 'where the mock is, which says nothing about its answers'};
const ENTRY = {fixed: 'who is let in; the suite signs in with a key that is'};
const SAMPLES = {fixed: 'what a demonstration shows, not how the provider answers'};

/** What the documents leave open, as every mock lets it be chosen. */
export const switchedProviders: Readonly<Record<string, SwitchedProvider>> = {
  agentphone: switched<AgentPhoneMockOptions, ContractSetUp>({
    switches: {
      messageOrder: ['newest-first', 'oldest-first', 'shuffled'],
      beforeBound: ['exclusive', 'inclusive'],
      afterBound: ['exclusive', 'inclusive'],
      pageTaken: ['nearest', 'newest', 'oldest'],
      alwaysHasMore: BOTH,
      timestamps: ['milliseconds', 'seconds', 'micros', 'zoneless-micros'],
      errorEnvelope: ['documented', 'fastapi'],
      hidesSentConversation: BOTH,
      retryAfterAsDate: BOTH,
      agentId: ['agt_demo', null],
      baseUrl: ADDRESS,
      acceptToken: ENTRY,
      isIMessage: SAMPLES,
      conversationExtras: SAMPLES,
      messageExtras: SAMPLES,
    },
    impossible: [{...TIES, is: ({messageOrder}) => messageOrder === 'shuffled'}],
    contract: agentPhoneContract,
  }),
  bird: switched<BirdMockOptions, ContractSetUp>({
    switches: {
      conversationOrder: ['activity', 'activity-live', 'created'],
      oldestFirst: BOTH,
      emptyLastPage: BOTH,
      total: BOTH,
      fractionDigits: ['mixed', 'none', 'nine'],
      attributes: ['replace', 'merge'],
      closedStatus: [403, 409, 422],
      errorEnvelope: ['flat', 'nested', 'empty'],
      retryAfterAsDate: BOTH,
      closedText: {fixed: 'words, which are only quoted'},
      baseUrl: ADDRESS,
      workspaceId: ENTRY,
      acceptKey: ENTRY,
      accessKeys: ENTRY,
      templateOnlyChannels: {fixed: 'which channels the account has; the suite writes over text messages'},
      templates: SAMPLES,
    },
    contract: birdContract,
  }),
  surge: switched<SurgeSwitches, ContractSetUp>({
    switches: {
      webhooks: BOTH,
      pageSize: [9, 20],
      order: ['newest-first', 'oldest-first'],
      repeatsAtCursor: BOTH,
      omitsMissingCursors: BOTH,
      ids: ['typeid', 'opaque'],
      conversationInMessages: ['whole', 'id-only'],
      contactNames: BOTH,
      statusInAnswers: BOTH,
      createdStatus: [200, 201],
      retryAfterAsDate: BOTH,
      baseUrl: ADDRESS,
      accountId: ENTRY,
      acceptKey: ENTRY,
      blastIdOf: SAMPLES,
    },
    impossible: [
      {
        why: 'without webhooks nothing but messages tells whose a conversation is, and with ids alone they do not',
        is: ({webhooks, conversationInMessages}) => !webhooks && conversationInMessages === 'id-only',
      },
    ],
    contract: surgeContract,
  }),
  digivault: switched<DigivaultMockOptions, ContractSetUp>({
    switches: {
      conversationOrder: ['oldest', 'newest', 'active', 'id'],
      messageOrder: ['newest', 'oldest', 'id'],
      inclusiveCursors: BOTH,
      stuckPages: BOTH,
      refuseExisting: BOTH,
      deleteWithoutBody: BOTH,
      attachments: ['text', 'object'],
      members: ['id', 'contact'],
      retryAfterAsDate: BOTH,
      rateLimit: {fixed: 'documented; most cases let no time pass at the provider'},
      forbidden: {fixed: 'what a token may read, which its owner knows'},
      groups: SAMPLES,
      ownContact: SAMPLES,
      baseUrl: ADDRESS,
      acceptAuthorization: ENTRY,
    },
    impossible: [
      {
        why: 'a server that never answers more than its first page has nothing else',
        is: ({stuckPages}) => !!stuckPages,
      },
      {...TIES, is: ({messageOrder}) => messageOrder === 'id'},
    ],
    contract: digivaultContract,
  }),
  amplifi: switched<AmplifiMockOptions, ContractSetUp>({
    switches: {
      replyIdDiffers: BOTH,
      shortenUrls: BOTH,
      retryAfterAsDate: BOTH,
      lookupPendingText: {fixed: 'words, which are only quoted'},
      baseUrl: ADDRESS,
      organizationId: ENTRY,
      acceptToken: ENTRY,
    },
    contract: amplifiContract,
  }),
  memory: switched<Record<never, never>, ContractSetUp>({switches: {}, contract: memoryContract}),
};
