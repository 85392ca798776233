import type {BirdMockOptions} from '../../../src/providers/bird/mock.js';
import {describeAdapterContract} from '../../adapter/contract-suite.js';
import {overHttp} from '../../adapter/over-http.js';
import {birdContract} from './contract-set-up.js';

/** Everything the documents leave open about order, pages and times, in every combination. */
const COMBINATIONS: readonly BirdMockOptions[] = (['activity', 'created'] as const).flatMap((conversationOrder) =>
  [false, true].flatMap((oldestFirst) =>
    [false, true].flatMap((emptyLastPage) =>
      (['mixed', 'none', 'nine'] as const).map((fractionDigits) => ({
        ...{conversationOrder, oldestFirst, emptyLastPage, fractionDigits},
      })),
    ),
  ),
);

const nameOf = (options: BirdMockOptions): string =>
  Object.entries(options)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** Takes turns with what has no bearing on pages. */
const othersOf = (index: number): BirdMockOptions => ({
  total: index % 2 === 0,
  attributes: index % 2 === 0 ? 'replace' : 'merge',
  errorEnvelope: (['flat', 'nested', 'empty'] as const)[index % 3],
});

describe('Bird over HTTP', () => {
  const {connect} = overHttp();

  describeAdapterContract('the Bird adapter', birdContract({}, connect));
});

const DEPENDS_ON_ORDER = ['the list of conversations', 'the messages of a conversation', 'sending'];

for (const [index, combination] of COMBINATIONS.entries()) {
  describeAdapterContract(
    `the Bird adapter (${nameOf(combination)})`,
    birdContract({...combination, ...othersOf(index)}),
    (group) => DEPENDS_ON_ORDER.includes(group),
  );
}
