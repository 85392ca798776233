import {expect, waitUntil} from '@open-wc/testing';
import '../../src/components/command-palette/define.js';
import {MINUTE, messageAt, painted, root, scrollerOf, scrollTo, START, threadOf, words} from './thread-scene.js';
import {all, find, makeWorld, openScene} from './inbox-scene.js';

const DAY = 24 * 60 * MINUTE;
/** Twelve messages on each of four days. */
const messages = Array.from({length: 48}, (_, place) =>
  messageAt(place, 'm', {at: START + Math.floor(place / 12) * DAY + (place % 12) * MINUTE}),
);
const thread = () => threadOf({messages, timeZone: 'UTC'}, 300);
type Thread = Awaited<ReturnType<typeof thread>>;
const label = (element: Thread) => root(element).querySelector<HTMLElement>('[part=sticky-day]');

/** The day whose line was passed last. */
function dayRead(element: Thread): string {
  const edge = scrollerOf(element).getBoundingClientRect().top + 40;
  const lines = [...root(element).querySelectorAll('[part=day-separator]')];
  return words(lines.filter((line) => line.getBoundingClientRect().bottom <= edge).at(-1));
}

describe('The day at the top edge of a thread', () => {
  it('is that of the topmost message, at every place, and is not there where its own line is', async () => {
    const element = await thread();
    const {scrollHeight} = scrollerOf(element);
    let shown = 0;
    for (let top = 0; top < scrollHeight; top += 97) {
      await scrollTo(element, top);
      const text = words(label(element));
      const read = dayRead(element);
      if (!text) continue;
      shown++;
      // A line that is out of sight may not be drawn.
      if (read) expect(text).to.equal(read);
    }
    expect(shown).to.be.greaterThan(5);
    await scrollTo(element, 0);
    expect(label(element), 'its own line is in sight').to.equal(null);
  });

  it('is not there where the newest message is read', async () => {
    const element = await thread();
    await scrollTo(element, 400);
    expect(label(element)).to.not.equal(null);
    await scrollTo(element, scrollerOf(element).scrollHeight);
    await waitUntil(() => label(element) === null);
  });

  it('moves nothing, and is announced to nobody', async () => {
    const element = await thread();
    await scrollTo(element, 0);
    const before = scrollerOf(element).getBoundingClientRect().top;
    await scrollTo(element, 400);
    expect(label(element)).to.not.equal(null);
    expect(scrollerOf(element).getBoundingClientRect().top).to.equal(before);
    expect(label(element)?.closest('[aria-hidden=true]'), 'no date can be chosen here').to.not.equal(null);
    expect(label(element)?.closest('[role=status], [aria-live]')).to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('lets a date be chosen in an inbox', async () => {
    const {inbox, ...scene} = await openScene({world: makeWorld('long-history')});
    const {store} = inbox;
    store?.select(store.conversationList.state.conversations[0]?.id);
    await waitUntil(() => all(inbox, 'parlor-message-bubble').length > 5);
    const element = find<Thread>(inbox, 'parlor-message-thread');
    await painted(element);
    await waitUntil(async () => {
      scrollerOf(element).scrollTop -= 80;
      await painted(element);
      return label(element) instanceof HTMLButtonElement;
    });
    label(element)?.click();
    await waitUntil(() => all(scene.place, 'dialog.date').some((dialog) => dialog.matches(':modal')));
    await waitUntil(() => find(inbox, '[part=date]').matches(':focus'));
  });
});
