import type {AgentPhoneMockOptions} from '../../../src/providers/agentphone/mock.js';
import {describeAdapterContract} from '../../adapter/contract-suite.js';
import {overHttp} from '../../adapter/over-http.js';
import {agentPhoneContract} from './contract-set-up.js';

const ORDERS = ['newest-first', 'oldest-first'] as const;
const BOUNDS = ['exclusive', 'inclusive'] as const;
const TAKEN = ['nearest', 'newest', 'oldest'] as const;
const TIMESTAMPS = ['milliseconds', 'seconds', 'micros', 'zoneless-micros'] as const;
const ENVELOPES = ['documented', 'fastapi'] as const;

/** Every combination of what decides about pages of messages; the times take turns, so that each meets each switch. */
const COMBINATIONS: readonly AgentPhoneMockOptions[] = ORDERS.flatMap((messageOrder) =>
  BOUNDS.flatMap((beforeBound) =>
    BOUNDS.flatMap((afterBound) => TAKEN.map((pageTaken) => ({messageOrder, beforeBound, afterBound, pageTaken}))),
  ),
).map((switches, index) => ({...switches, timestamps: TIMESTAMPS[index % TIMESTAMPS.length]}));

const PAGED = ['the list of conversations', 'the messages of a conversation'];

const nameOf = (options: AgentPhoneMockOptions): string =>
  Object.entries(options)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

describe('AgentPhone', () => {
  const {connect} = overHttp();

  describeAdapterContract('the AgentPhone adapter over HTTP', agentPhoneContract({}, connect));

  for (const options of ENVELOPES.flatMap((errorEnvelope) =>
    [false, true].map((hidesSentConversation) => ({errorEnvelope, hidesSentConversation})),
  )) {
    describeAdapterContract(`the AgentPhone adapter with ${nameOf(options)}`, agentPhoneContract(options));
  }

  for (const options of COMBINATIONS) {
    describeAdapterContract(`the AgentPhone adapter with ${nameOf(options)}`, agentPhoneContract(options), (group) =>
      PAGED.includes(group),
    );
  }
});
