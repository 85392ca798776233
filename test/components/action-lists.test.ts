import {expect} from '@open-wc/testing';
import type {ConversationActionItem} from '../../src/components/conversation-actions/default-actions.js';
import {NO_CAPABILITIES} from '../../src/model/capabilities.js';
import {english} from '../../src/i18n/english.js';
import {archiveOnly, everything, items, make, openMenu, press} from './conversation-actions-scene.js';
import {buttonNames} from './element-helpers.js';

describe('the list of what can be done to a conversation', () => {
  it('is filtered, renamed and extended by a host', async () => {
    const {element, asked} = await make({capabilities: everything, offersDetails: true});
    const done: string[] = [];
    element.conversationActions = (defaults) => [
      ...defaults
        .filter(({id}) => id !== 'delete' && id !== 'search')
        .map((item) => (item.id === 'archive' ? {...item, label: 'Done'} : item)),
      {
        id: 'assign',
        label: ({conversation}) => `Assign ${conversation.id}`,
        run: ({conversation}) => done.push(conversation.id),
      },
    ];
    await element.updateComplete;
    const id = element.conversation?.id ?? '';
    await openMenu(element);
    expect(items(element)).to.deep.equal([english.star, 'Done', english.closeConversation, `Assign ${id}`]);
    await press(element, `Assign ${id}`);
    expect(done).to.deep.equal([id]);
    await openMenu(element);
    await press(element, 'Done');
    expect(asked).to.deep.equal([['parlor-archive-request', {conversationId: id, archived: true}]]);
  });

  it('shows what has no icon by its words, also in the row', async () => {
    const {element} = await make({capabilities: NO_CAPABILITIES});
    element.conversationActions = () => [{id: 'assign', label: 'Assign', run: () => undefined}];
    await element.updateComplete;
    expect(buttonNames(element)).to.deep.equal(['Assign']);
  });

  it('does not offer, nor fall over, what a host got wrong', async () => {
    const {element} = await make({capabilities: archiveOnly});
    const thrown = new Error('host');
    const reports: unknown[] = [];
    const {reportError} = globalThis;
    globalThis.reportError = (error) => reports.push(error);
    try {
      const broken: ConversationActionItem = {
        id: 'broken',
        label: 'Broken',
        isOffered: () => {
          throw thrown;
        },
        run: () => undefined,
      };
      element.conversationActions = (defaults) => [...defaults, broken];
      await element.updateComplete;
      expect(buttonNames(element)).to.deep.equal([english.archive]);
      element.conversationActions = () => {
        throw thrown;
      };
      await element.updateComplete;
      expect(buttonNames(element)).to.deep.equal([english.archive]);
    } finally {
      globalThis.reportError = reportError;
    }
    expect(reports).to.deep.equal([thrown, thrown]);
  });

  it('is ours where a host in plain JavaScript answers no list, and leaves out what is nothing to do', async () => {
    const {element} = await make({capabilities: archiveOnly});
    const reports: unknown[] = [];
    const {reportError} = globalThis;
    globalThis.reportError = (error) => reports.push(error);
    const answer = async (given: unknown): Promise<readonly string[]> => {
      Object.assign(element, {conversationActions: () => given});
      await element.updateComplete;
      return buttonNames(element);
    };
    try {
      for (const given of [{}, 7, Promise.resolve([])]) {
        expect(await answer(given)).to.deep.equal([english.archive]);
        expect(reports.splice(0)).to.have.length(1);
      }
      const mine = {id: 'mine', label: 'Mine', run: () => undefined};
      expect(await answer([null, undefined, 'archive', {id: 'a', label: 'A'}, mine])).to.deep.equal(['Mine']);
      expect(await answer(undefined)).to.deep.equal([english.archive]);
    } finally {
      globalThis.reportError = reportError;
    }
  });
});
