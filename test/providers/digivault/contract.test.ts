import type {DigivaultMockOptions} from '../../../src/providers/digivault/mock.js';
import {describeAdapterContract} from '../../adapter/contract-suite.js';
import {overHttp} from '../../adapter/over-http.js';
import {digivaultContract} from './contract-set-up.js';

const {connect} = overHttp();

/** The long way, on which everything is tried. */
function describeWhole(name: string, mock: DigivaultMockOptions) {
  describeAdapterContract(`the DigiVault adapter ${name}`, digivaultContract(mock, connect));
}

const PAGED = ['the list of conversations', 'the messages of a conversation', 'what can be done with a conversation'];

describe('DigiVault', () => {
  describeWhole('over HTTP', {});
  describeWhole('with every other answer', {
    messageOrder: 'oldest',
    conversationOrder: 'active',
    attachments: 'object',
    deleteWithoutBody: true,
    refuseExisting: true,
  });

  for (const conversationOrder of ['oldest', 'newest', 'active', 'id'] as const) {
    for (const messageOrder of ['newest', 'oldest'] as const) {
      for (const inclusiveCursors of [false, true]) {
        const mock = {conversationOrder, messageOrder, inclusiveCursors};
        const name = Object.entries(mock).map(([option, value]) => `${option}: ${value}`);
        describeAdapterContract(`the DigiVault adapter with ${name.join(', ')}`, digivaultContract(mock), (group) =>
          PAGED.includes(group),
        );
      }
    }
  }
});
