import {expect, waitUntil} from '@open-wc/testing';
import {all, find, has, makeWorld, openScene, saysInThread, threadLoaded} from './inbox-scene.js';

/** What tests outside of a browser have nothing of, or only the names. */
const MISSING: readonly (readonly [object, readonly string[]])[] = [
  [globalThis, ['ResizeObserver', 'IntersectionObserver', 'matchMedia', 'CSS', 'Highlight']],
  [URL, ['createObjectURL', 'revokeObjectURL']],
  [Element.prototype, ['checkVisibility', 'scrollIntoView', 'animate']],
  [HTMLElement.prototype, ['togglePopover', 'showPopover', 'hidePopover']],
  [HTMLDialogElement.prototype, ['showModal', 'show', 'close']],
  [Document.prototype, ['execCommand']],
];

/** Takes it all away; returns what puts it back. */
function takeAway(): () => void {
  const undo = MISSING.flatMap(([owner, names]) =>
    names.map((name) => {
      const known = Object.getOwnPropertyDescriptor(owner, name);
      Reflect.defineProperty(owner, name, {configurable: true, writable: true, value: undefined});
      return () => (known ? Reflect.defineProperty(owner, name, known) : Reflect.deleteProperty(owner, name));
    }),
  );
  return () => undo.forEach((step) => step());
}

describe('outside of a browser', () => {
  let putBack = (): void => undefined;
  beforeEach(() => (putBack = takeAway()));
  afterEach(() => putBack());

  it('an inbox lists, opens, sends, shows details, and archives', async () => {
    const world = makeWorld('busy-inbox');
    const {inbox} = await openScene({world});
    find(inbox, '[role=listbox]').dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true}));
    find(inbox, '[role=option]').click();
    await threadLoaded(inbox);
    await waitUntil(() => has(inbox, 'textarea') && has(inbox, '.details'));
    const field = find<HTMLTextAreaElement>(inbox, 'textarea');
    field.focus();
    field.value = 'Written by a test “here”';
    field.dispatchEvent(new InputEvent('input', {bubbles: true}));
    field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));
    await saysInThread(inbox, 'Written by a test');
    expect(find<HTMLTextAreaElement>(inbox, 'textarea').value).to.equal('');
    find(inbox, '.details').click();
    await waitUntil(() => has(inbox, '.facts'), 'the details are there');
    all(inbox, '.menu-item')
      .find((item) => item.matches('.archive'))
      ?.click();
    await waitUntil(() => has(inbox, '.undo'), 'it is archived, and can be taken back');
    inbox.remove();
  });
});
