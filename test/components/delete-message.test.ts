import {expect, waitUntil} from '@open-wc/testing';
import {sendKeys} from '../support/commands.js';
import type {Capabilities} from '../../src/model/capabilities.js';
import {shownName} from '../../src/model/shown-name.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import type {FaultChange} from '../../src/backend/faults.js';
import type {ParlorMessageBubble} from '../../src/components/message-bubble/message-bubble.js';
import {english} from '../../src/i18n/english.js';
import {
  all,
  button,
  find,
  focused,
  makeWorld,
  openConversation,
  openScene,
  row,
  words,
  type Scene,
} from './inbox-scene.js';

const NAME = 'Sunday ride';
const LAST = 'who has a pump?';

const bubbleSaying = (scene: Scene, text: string): ParlorMessageBubble => {
  const found = all<ParlorMessageBubble>(scene.inbox, 'parlor-message-bubble').findLast((one) =>
    words(one).includes(text),
  );
  if (!found) throw new Error(`nobody says “${text}”`);
  return found;
};
const says = (scene: Scene, text: string) =>
  all(scene.inbox, 'parlor-message-bubble').some((one) => words(one).includes(text));
const itemsOf = (scene: Scene) => all<HTMLElement>(find(scene.inbox, 'parlor-message-menu'), '[role=menuitem]');
const dialogOf = (scene: Scene) => find<HTMLDialogElement>(find(scene.inbox, 'parlor-message-menu'), 'dialog');
const statusOf = (scene: Scene) => words(find(find(scene.inbox, 'parlor-message-menu'), '[role=status]'));

async function opened(): Promise<Scene> {
  const scene = await openScene({scenario: 'every-kind'});
  await openConversation(scene.inbox, NAME);
  return scene;
}

/** Opens the menu of a message by key and presses its last item, which deletes. */
async function askToDelete(scene: Scene, text: string): Promise<void> {
  bubbleSaying(scene, text).menuButton?.focus();
  await sendKeys({press: 'Enter'});
  await waitUntil(() => focused()?.role === 'menuitem', 'the menu is open');
  await sendKeys({press: 'End'});
  expect(words(focused() ?? document)).to.equal(english.deleteMessage);
  await sendKeys({press: 'Enter'});
  await waitUntil(() => dialogOf(scene).open, 'it is asked');
}

describe('deleting a message in its menu', () => {
  it('asks, names what is deleted and where, and cancelling changes nothing', async () => {
    const scene = await opened();
    await askToDelete(scene, LAST);
    const dialog = dialogOf(scene);
    expect(words(dialog)).to.include(LAST);
    expect(words(dialog)).to.include('here and at Demo');
    expect(words(dialog)).to.include('everybody else keeps');
    expect(words(focused() ?? document)).to.equal(english.cancel);
    await expect(find(scene.inbox, 'parlor-message-menu')).to.be.accessible();
    await sendKeys({press: 'Escape'});
    await waitUntil(() => !dialog.open);
    expect(says(scene, LAST)).to.equal(true);
    expect(focused()).to.equal(bubbleSaying(scene, LAST).menuButton);
  });

  it('deletes it by keys alone: the thread, the row and whoever listens follow, with the focus in the thread', async () => {
    const scene = await opened();
    await askToDelete(scene, LAST);
    await sendKeys({press: 'Tab'});
    await sendKeys({press: 'Enter'});
    await waitUntil(() => !says(scene, LAST), 'it is gone');
    expect(dialogOf(scene).open).to.equal(false);
    await waitUntil(() => words(row(scene.inbox, NAME)).includes('Me too'), 'the row shows what was said before');
    await waitUntil(() => statusOf(scene) === english.messageDeleted);
    await waitUntil(() => focused()?.role === 'region', 'the thread has the focus');
    const [thread] = scene.backend.threads();
    expect(scene.backend.messagesOf(thread?.id ?? '').map(({text}) => text)).not.to.include(LAST);
  });

  it('says why it was not, keeps the message, and can be tried again', async () => {
    const faults: readonly (readonly [FaultChange, string])[] = [
      [{rateLimit: {next: 1, only: 'send', retryAfter: 60_000}}, english.deleteMessageFailed],
      [{loseRequest: {next: 1, only: 'send'}}, english.deleteMessageUnconfirmed],
    ];
    for (const [fault, title] of faults) {
      const scene = await opened();
      scene.backend.setFaults(fault);
      await askToDelete(scene, LAST);
      button(dialogOf(scene), english.delete).click();
      await waitUntil(() => words(dialogOf(scene)).includes(title), `it says “${title}”`);
      expect(says(scene, LAST)).to.equal(true);
      button(dialogOf(scene), english.retry).click();
      await waitUntil(() => !says(scene, LAST), 'it is gone');
      expect(dialogOf(scene).open).to.equal(false);
    }
  });

  it('can be vetoed, and asked for by a button of the host, whose failure is explained in the same place', async () => {
    const scene = await opened();
    const asked: unknown[] = [];
    const veto = new AbortController();
    const onAsk = (event: HTMLElementEventMap['parlor-message-delete-request']) => {
      asked.push(event.detail);
      event.preventDefault();
    };
    scene.inbox.addEventListener('parlor-message-delete-request', onAsk, {signal: veto.signal});
    await askToDelete(scene, LAST);
    button(dialogOf(scene), english.delete).click();
    await waitUntil(() => !dialogOf(scene).open, 'the question ends');
    const message = bubbleSaying(scene, LAST).message;
    const detail = {conversationId: message?.conversationId ?? '', messageId: message?.id ?? ''};
    expect(asked).to.deep.equal([detail]);
    expect(says(scene, LAST)).to.equal(true);
    veto.abort();
    const own = document.createElement('button');
    scene.inbox.append(own);
    const ask = (more = {}) =>
      own.dispatchEvent(
        new CustomEvent('parlor-message-delete-request', {
          bubbles: true,
          cancelable: true,
          detail: {...detail, ...more},
        }),
      );
    scene.backend.setFaults({rateLimit: {next: 1, only: 'send', retryAfter: 60_000}});
    ask();
    await waitUntil(() => dialogOf(scene).open && words(dialogOf(scene)).includes(english.deleteMessageFailed));
    await sendKeys({press: 'Escape'});
    await waitUntil(() => !dialogOf(scene).open);
    const outcomes: unknown[] = [];
    ask({onOutcome: (error: unknown) => outcomes.push(error)});
    await waitUntil(() => outcomes.length > 0);
    expect(outcomes).to.deep.equal([undefined]);
    await waitUntil(() => !says(scene, LAST));
  });

  it('is not offered for what alone says that a contact opted out, nor by a provider that cannot', async () => {
    const namesIn = async (capabilities: Partial<Capabilities>, text: string) => {
      const world = makeWorld('every-kind');
      const adapter = createMemoryAdapter({backend: world.backend, capabilities});
      const scene = await openScene({world: {...world, adapter}});
      await openConversation(scene.inbox, 'Stopped Thismorning');
      bubbleSaying(scene, text).menuButton?.focus();
      await sendKeys({press: 'Enter'});
      await waitUntil(() => itemsOf(scene).some((item) => item === focused()), 'the menu is open');
      const names = itemsOf(scene).map((item) => words(item));
      await sendKeys({press: 'Escape'});
      scene.place.remove();
      return names;
    };
    expect(await namesIn({}, 'STOP')).to.include(english.deleteMessage);
    expect(await namesIn({consent: 'none'}, 'Spring sale!')).to.include(english.deleteMessage);
    expect(await namesIn({consent: 'none'}, 'STOP')).not.to.include(english.deleteMessage);
    expect(await namesIn({deleteMessage: 'none'}, 'Spring sale!')).not.to.include(english.deleteMessage);
  });

  it('puts away the picture of a message that is deleted while it is looked at', async () => {
    const scene = await openScene({scenario: 'media'});
    const {conversations} = scene.inbox.store?.conversationList.state ?? {conversations: []};
    const pictured = scene.backend.threads().flatMap(({id}) => {
      const message = scene.backend
        .messagesOf(id)
        .find(({mediaUrls}) => mediaUrls.some((url) => /^data:image|\.(?:png|jpe?g)/.test(url)));
      return message ? [message] : [];
    })[0];
    if (!pictured) throw new Error('no picture');
    await openConversation(scene.inbox, shownName(conversations.find(({id}) => id === pictured.threadId)));
    const bubble = all<ParlorMessageBubble>(scene.inbox, 'parlor-message-bubble').find(
      ({message}) => message?.id === pictured.id,
    );
    bubble?.shadowRoot?.querySelector<HTMLElement>('[part~=attachment]')?.click();
    const viewer = () => find<HTMLDialogElement>(find(scene.inbox, 'parlor-media-viewer'), 'dialog');
    await waitUntil(
      () =>
        all(scene.inbox, 'parlor-media-viewer').length > 0 &&
        all(find(scene.inbox, 'parlor-media-viewer'), 'dialog').length > 0 &&
        viewer().open,
    );
    scene.backend.deleteMessage(pictured.threadId, pictured.id);
    await waitUntil(() => !viewer().open, 'the picture is put away');
  });

  it('closes its question when somebody else deletes the message meanwhile', async () => {
    const scene = await opened();
    await askToDelete(scene, LAST);
    const {conversationId = '', id = ''} = bubbleSaying(scene, LAST).message ?? {};
    scene.backend.deleteMessage(conversationId, id);
    await waitUntil(() => !dialogOf(scene).open, 'there is nothing to ask any more');
    expect(says(scene, LAST)).to.equal(false);
  });
});
