import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {render} from 'lit';
import {sendKeys} from '../support/commands.js';
import {FirstKeys} from '../../src/components/inbox/first-keys.js';
import {isApple} from '../../src/controllers/keep-typing.js';
import {focused} from './inbox-scene.js';

const PALETTE = isApple() ? 'Meta+k' : 'Control+k';

/** A field, a list and a search around keys whose file is held back until `arrive` is called. */
async function openHeld() {
  const host = await fixture<HTMLElement>(html`<div></div>`);
  const root = host.attachShadow({mode: 'open'});
  render(
    html`<div>
      <textarea></textarea>
      <ul tabindex="0"></ul>
      <input />
      <p tabindex="-1"></p>
    </div>`,
    root,
  );
  const part = <Kind extends HTMLElement>(name: string): Kind => {
    const found = root.querySelector<Kind>(name);
    if (!found) throw new Error(`There is no ${name}.`);
    return found;
  };
  const taken: string[] = [];
  const palette = {
    takeKey: ({key}: KeyboardEvent, _path?: unknown, _isKept?: boolean, typed = '') => {
      // What is only held down along with another.
      if (key === 'Control' || key === 'Meta') return;
      taken.push(typed ? `${key} ${typed}` : key);
      if (key === '/') queueMicrotask(() => part('input').focus());
    },
  };
  let isThere = false;
  let tell = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (tell = resolve));
  const keys = new FirstKeys({
    host,
    palette: () => (isThere ? palette : null),
    load: () => arrived,
    waiting: () => part('p'),
  });
  part('div').addEventListener('keydown', keys);
  const arrive = (): void => {
    isThere = true;
    tell();
  };
  const press = async (...pressed: readonly string[]): Promise<void> => {
    for (const key of pressed) await sendKeys({press: key});
  };
  return {part, taken, arrive, press, field: part<HTMLTextAreaElement>('textarea')};
}

describe('Keys that are pressed before what they do has arrived', () => {
  it('keep what is typed after the one for the palette for it, and out of the field', async () => {
    const {field, taken, arrive, press} = await openHeld();
    field.focus();
    await press(PALETTE, 's', 't', 'x', 'Backspace', 'Enter', 'a', 'Space', 'r');
    arrive();
    await waitUntil(() => taken.length > 0);
    expect(taken).to.deep.equal(['k sta r']);
    expect(field.value).to.equal('');
    expect(focused()).to.equal(field);
  });

  it('are called off by Escape, by the same key once more, and by a press elsewhere', async () => {
    for (const end of ['Escape', PALETTE, undefined]) {
      const {field, taken, arrive, press, part} = await openHeld();
      field.focus();
      await press(PALETTE, 's');
      if (end) await press(end);
      else part('input').focus();
      expect(focused()).to.equal(end ? field : part('input'));
      await press('j');
      arrive();
      await waitUntil(() => taken.includes('j'));
      expect(taken).to.deep.equal(['j']);
    }
  });

  it('write into the field that the one before led to, and are no command there', async () => {
    const {part, taken, arrive, press} = await openHeld();
    part('ul').focus();
    await press('/', 'e', 'x');
    arrive();
    await waitUntil(() => part<HTMLInputElement>('input').value === 'ex');
    expect(taken).to.deep.equal(['/']);
  });

  it('come in their turn where nothing leads elsewhere', async () => {
    const {part, taken, arrive, press} = await openHeld();
    part('ul').focus();
    await press('j', 'j', 'e');
    arrive();
    await waitUntil(() => taken.length === 3);
    expect(taken).to.deep.equal(['j', 'j', 'e']);
  });
});
