import {expect, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {FaultChange} from '../../src/backend/faults.js';
import type {ParlorMessageBubble} from '../../src/components/message-bubble/message-bubble.js';
import {english} from '../../src/i18n/english.js';
import type {Capabilities} from '../../src/model/capabilities.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {
  all,
  button,
  find,
  focused,
  has,
  makeWorld,
  openConversation,
  openScene,
  words,
  type Scene,
} from './inbox-scene.js';

const NAME = 'Sunday ride';
const LAST = 'who has a pump?';
const KINDS = Object.values(english.reactions);

const bubbleSaying = (scene: Scene, text: string): ParlorMessageBubble => {
  const found = all<ParlorMessageBubble>(scene.inbox, 'parlor-message-bubble').findLast((one) =>
    words(one).includes(text),
  );
  if (!found) throw new Error(`nobody says “${text}”`);
  return found;
};
const itemsOf = (scene: Scene) => all<HTMLElement>(find(scene.inbox, 'parlor-message-menu'), '[role=menuitem]');
/** What a screen reader says of the reactions to a message. */
const heard = (scene: Scene, text = LAST) =>
  all(bubbleSaying(scene, text), '.reactions li').map((item) =>
    [...item.querySelectorAll('span:not([aria-hidden])')].map(words).join(' '),
  );

async function opened(name = NAME, capabilities: Partial<Capabilities> = {}): Promise<Scene> {
  const world = makeWorld('every-kind');
  const adapter = createMemoryAdapter({backend: world.backend, capabilities});
  const scene = await openScene({world: {...world, adapter}});
  await openConversation(scene.inbox, name);
  return scene;
}

async function openMenu(scene: Scene, text: string): Promise<readonly string[]> {
  bubbleSaying(scene, text).menuButton?.focus();
  await sendKeys({press: 'Enter'});
  await waitUntil(() => itemsOf(scene).some((item) => item === focused()), 'the menu is open');
  return itemsOf(scene).map((item) => words(item));
}

/** By keys alone: the menu, the item that opens the reactions, and then arrows. */
async function askToReact(scene: Scene, text = LAST): Promise<void> {
  await openMenu(scene, text);
  for (let step = 0; step < 6 && words(focused() ?? document) !== english.react; step++) {
    await sendKeys({press: 'ArrowDown'});
  }
  await sendKeys({press: 'Enter'});
  await waitUntil(() => words(focused() ?? document).includes(english.reactions.love), 'reactions are offered');
}

describe('reacting to a message in its menu', () => {
  it('offers six, by name, and gives one by keys alone', async () => {
    const scene = await opened();
    await askToReact(scene);
    const menu = find(find(scene.inbox, 'parlor-message-menu'), '[role=menu]');
    expect(menu.ariaLabel ?? menu.getAttribute('aria-label')).to.equal(english.react);
    expect(itemsOf(scene).map((item) => words(item.lastElementChild ?? item))).to.deep.equal(KINDS);
    await expect(find(scene.inbox, 'parlor-message-menu')).to.be.accessible();
    await sendKeys({press: 'ArrowDown'});
    await sendKeys({press: 'Enter'});
    await waitUntil(() => heard(scene)[0] === 'You reacted with Like', 'it is there');
    expect(focused()).to.equal(bubbleSaying(scene, LAST).menuButton);
    await expect(bubbleSaying(scene, LAST)).to.be.accessible();
    const status = find(find(scene.inbox, 'parlor-message-menu'), '[role=status]');
    await waitUntil(() => words(status) === 'You reacted with Like', 'it is said');
    const message = scene.backend
      .threads()
      .flatMap(({id}) => scene.backend.messagesOf(id))
      .find(({text}) => text === LAST);
    expect(message?.reactions).to.deep.equal([{name: '👍', by: [], kind: 'like', isOwn: true}]);
  });

  it('is left by Escape, and begins anew the next time', async () => {
    const scene = await opened();
    await askToReact(scene);
    await sendKeys({press: 'Escape'});
    await waitUntil(() => focused() === bubbleSaying(scene, LAST).menuButton);
    expect(heard(scene)).to.deep.equal([]);
    expect(await openMenu(scene, LAST)).to.include(english.replyToMessage);
  });

  it('offers no more what is there', async () => {
    const scene = await opened();
    await askToReact(scene);
    await sendKeys({press: 'Enter'});
    await waitUntil(() => heard(scene)[0] === 'You reacted with Love');
    bubbleSaying(scene, LAST).menuButton?.focus();
    await openMenu(scene, LAST);
    itemsOf(scene)
      .find((item) => words(item) === english.react)
      ?.click();
    await waitUntil(() => words(itemsOf(scene)[0] ?? document).includes(english.reactions.like));
    expect(itemsOf(scene)).to.have.length(5);
  });

  it('says why one was not sent, and gives it again or up', async () => {
    const scene = await opened();
    const fault: FaultChange = {rateLimit: {next: 1, only: 'send', retryAfter: 60_000}};
    scene.backend.setFaults(fault);
    await askToReact(scene);
    await sendKeys({press: 'Enter'});
    await waitUntil(() => has(bubbleSaying(scene, LAST), '[role=alert]'), 'it says so');
    const said = words(find(bubbleSaying(scene, LAST), '[role=alert]'));
    expect(said).to.include(english.reactionNotSent);
    expect(said).to.include(english.errors['rate-limited']);
    button(bubbleSaying(scene, LAST), english.retry).click();
    await waitUntil(
      () => !has(bubbleSaying(scene, LAST), '[role=alert]') && heard(scene)[0] === 'You reacted with Love',
    );
    scene.place.remove();
    const other = await opened();
    other.backend.setFaults(fault);
    await askToReact(other);
    await sendKeys({press: 'Enter'});
    await waitUntil(() => has(bubbleSaying(other, LAST), '[role=alert]'), 'it says so');
    button(bubbleSaying(other, LAST), english.discard).click();
    await waitUntil(() => heard(other).length === 0, 'it is given up');
  });

  it('does not claim to know what became of one without an answer, and offers no second try', async () => {
    const scene = await opened();
    scene.backend.setFaults({loseRequest: {next: 1, only: 'send'}});
    await askToReact(scene);
    await sendKeys({press: 'Enter'});
    await waitUntil(() => heard(scene)[0]?.includes(english.statuses.unconfirmed), 'it is in doubt');
    const bubble = bubbleSaying(scene, LAST);
    expect(words(bubble)).to.include(english.reactionUnconfirmed);
    expect(all(bubble, 'button').map(words)).not.to.include(english.retry);
  });

  it('is nothing where a provider or a conversation takes none, or the contact opted out', async () => {
    const namesIn = async (name: string, text: string, capabilities: Partial<Capabilities> = {}) => {
      const scene = await opened(name, capabilities);
      const names = await openMenu(scene, text);
      await sendKeys({press: 'Escape'});
      scene.place.remove();
      return names;
    };
    expect(await namesIn(NAME, LAST)).to.include(english.react);
    expect(await namesIn(NAME, LAST, {reactToMessage: 'none'})).not.to.include(english.react);
    expect(await namesIn('Stopped Thismorning', 'STOP')).not.to.include(english.react);
  });

  it('says in words what others reacted with', async () => {
    const scene = await opened();
    expect(heard(scene, 'Who is in?')).to.deep.equal(['Reacted with Like: Ada Groupride and Kofi Groupride']);
  });
});
