import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {LitElement} from 'lit';
import {emulateMedia} from '../support/commands.js';
import '../../src/components/avatar/define.js';
import {defineElement} from '../../src/components/define-element.js';
import '../../src/components/delivery-status/define.js';
import '../../src/components/opt-out-badge/define.js';
import '../../src/components/timestamp/define.js';
import type {Consent} from '../../src/model/consent.js';
import {STATUS_TRANSITIONS, type DeliveryStatus} from '../../src/model/delivery-status.js';
import {english} from '../../src/i18n/english.js';

const MINUTE = 60_000;

/** What is on screen, without what only screen readers get. */
const seen = (element: Element): string => {
  const copy = element.shadowRoot?.querySelector('[part="base"]')?.cloneNode(true);
  if (!(copy instanceof Element)) return '';
  copy.querySelectorAll('.visually-hidden').forEach((hidden) => hidden.remove());
  return copy.textContent?.replace(/\s+/g, ' ').trim() ?? '';
};
const read = (element: Element): string =>
  element.shadowRoot?.querySelector('[part="base"]')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

describe('<parlor-timestamp>', () => {
  const make = (at: number | undefined, format = 'relative') =>
    fixture<HTMLElementTagNameMap['parlor-timestamp']>(html`
      <parlor-timestamp lang="en-GB" .at=${at} format=${format}></parlor-timestamp>
    `);
  const timeOf = (element: Element) => element.shadowRoot?.querySelector('time');

  it('says how long ago, with the machine-readable moment and the full date', async () => {
    const at = Date.now() - 5 * MINUTE;
    const element = await make(at);
    expect(read(element)).to.match(/^5 min/);
    expect(timeOf(element)?.dateTime).to.equal(new Date(at).toISOString());
    expect(timeOf(element)?.title).to.include(String(new Date(at).getFullYear()));
    await expect(element).to.be.accessible();
  });

  it('draws the time, the day or everything', async () => {
    const at = new Date(2024, 1, 29, 14, 5).getTime();
    expect(read(await make(at, 'time'))).to.equal('14:05');
    expect(read(await make(at, 'day'))).to.equal('29 February 2024');
    expect(read(await make(at, 'full'))).to.match(/Thursday,? 29 February 2024.*14:05/);
    expect(read(await make(Date.now(), 'day'))).to.equal('Today');
  });

  it('keeps itself current', async () => {
    const element = await make(Date.now() - 2 * MINUTE + 600);
    expect(read(element)).to.match(/^1 min/);
    await waitUntil(() => /^2 min/.test(read(element)), 'the minute passes');
  });

  it('draws nothing for a moment nobody knows', async () => {
    for (const at of [undefined, NaN, Infinity, 9e15]) expect(timeOf(await make(at))).to.equal(null);
  });
});

describe('<parlor-delivery-status>', () => {
  type Options = {text?: string; code?: string; compact?: boolean};
  const make = (status: string, {text, code, compact = false}: Options = {}) =>
    fixture<HTMLElementTagNameMap['parlor-delivery-status']>(html`
      <parlor-delivery-status
        .status=${status}
        .failure=${text || code ? {text, code} : undefined}
        ?compact=${compact}
      ></parlor-delivery-status>
    `);
  const shapeOf = (element: Element): string =>
    Array.from(element.shadowRoot?.querySelectorAll('path, circle') ?? [], (line) =>
      ['d', 'cx', 'r'].map((name) => line.getAttribute(name)).join(),
    ).join(';');

  it('gives every status words and an icon, and a received message none', async () => {
    for (const status of Object.keys(STATUS_TRANSITIONS) as DeliveryStatus[]) {
      const element = await make(status);
      expect(read(element)).to.equal(status === 'received' ? '' : english.statuses[status]);
      expect(Boolean(shapeOf(element))).to.equal(status !== 'received');
    }
    await expect(await make('delivered')).to.be.accessible();
  });

  it('tells the steps apart by shape, not by colour alone', async () => {
    const steps = ['pending', 'accepted', 'sent', 'delivered', 'read', 'failed', 'unconfirmed'];
    const shapes = new Set<string>();
    for (const status of steps) shapes.add(shapeOf(await make(status)));
    expect(shapes.size).to.equal(steps.length);
  });

  it('shows why a message did not arrive, and the code when there are no words', async () => {
    const element = await make('undelivered', {text: 'Handset switched off', code: '30003'});
    expect(seen(element)).to.equal('Not delivered Handset switched off');
    await expect(element).to.be.accessible();
    expect(seen(await make('failed', {code: '30003'}))).to.equal('Failed 30003');
    expect(seen(await make('sent', {text: 'Handset switched off'}))).to.equal('Sent');
  });

  it('hides the words when compact, but not from screen readers', async () => {
    const element = await make('failed', {text: 'Handset switched off', compact: true});
    expect(seen(element)).to.equal('');
    expect(read(element)).to.equal('Failed Handset switched off');
    expect(element.shadowRoot?.querySelector('[title]')?.getAttribute('title')).to.equal(
      'Failed: Handset switched off',
    );
    await expect(element).to.be.accessible();
  });

  it('calls a status it does not know unknown', async () => {
    for (const status of ['teleported', 'toString']) expect(read(await make(status))).to.equal('Status unknown');
  });
});

describe('<parlor-opt-out-badge>', () => {
  const make = (consent: Consent) =>
    fixture(html`<parlor-opt-out-badge lang="en-GB" .consent=${consent}></parlor-opt-out-badge>`);

  it('draws nothing for somebody who did not opt out', async () => {
    expect(read(await make({state: 'opted-in', source: 'native'}))).to.equal('');
    expect(read(await make({state: 'unknown', source: 'derived'}))).to.equal('');
  });

  it('says that somebody opted out, since when, and how that is known', async () => {
    const element = await make({state: 'opted-out', since: Date.UTC(2026, 4, 4, 12), source: 'native'});
    expect(seen(element)).to.equal('Opted out');
    expect(read(element)).to.include('Since 4 May 2026').and.to.include('Reported by the provider');
    expect(element.shadowRoot?.querySelector('[title]')?.getAttribute('title')).to.include('Since 4 May 2026');
    await expect(element).to.be.accessible();
  });

  it('marks a suspicion as one', async () => {
    const element = await make({state: 'probably-opted-out', source: 'derived'});
    expect(seen(element)).to.equal('Probably opted out');
    expect(read(element)).to.include('Worked out from the messages');
    await expect(element).to.be.accessible();
  });
});

describe('<parlor-avatar>', () => {
  const make = (name: string, src?: string, kind: 'direct' | 'group' = 'direct') =>
    fixture<HTMLElementTagNameMap['parlor-avatar']>(html`
      <parlor-avatar .name=${name} .src=${src} .kind=${kind}></parlor-avatar>
    `);
  const partOf = (element: Element, selector: string) => element.shadowRoot?.querySelector<HTMLElement>(selector);

  /** Luminance as WCAG defines it, of a colour as the browser paints it. */
  function luminance(color: string): number {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    if (!canvas) throw new Error('no canvas');
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = Array.from(canvas.getImageData(0, 0, 1, 1).data, (value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  it('shows initials, and is silent', async () => {
    const element = await make('Amelia Hart');
    expect(read(element)).to.equal('AH');
    expect(partOf(element, '[part="base"]')?.getAttribute('aria-hidden')).to.equal('true');
    await expect(element).to.be.accessible();
  });

  it('shows a drawing where there are no initials', async () => {
    for (const element of [
      await make(''),
      await make('+1 801 555 0142'),
      await make('Amelia, Noor', undefined, 'group'),
    ]) {
      expect(read(element)).to.equal('');
      expect(partOf(element, 'svg')).to.exist;
    }
  });

  it('loads a picture late, and falls back to initials when it cannot', async () => {
    const element = await make('Amelia Hart', 'data:image/png;base64,broken');
    element.scrollIntoView();
    await waitUntil(() => read(element) === 'AH', 'the initials come back');
    element.src = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>';
    await element.updateComplete;
    const image = partOf(element, 'img');
    expect(image?.getAttribute('loading')).to.equal('lazy');
    expect(image?.getAttribute('alt')).to.equal('');
  });

  it('takes no address that could run a script', async () => {
    expect(partOf(await make('Amelia Hart', 'javascript:alert(1)'), 'img')).to.equal(null);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has one steady, readable colour for each name (${colorScheme})`, async () => {
      await emulateMedia({colorScheme});
      document.documentElement.style.colorScheme = colorScheme;
      try {
        const names = Array.from({length: 40}, (_value, index) => `Name ${index * 37}`);
        const backgrounds = new Set<string>();
        for (const name of [...names, names[0] ?? '']) {
          const base = partOf(await make(name), '[part="base"]');
          if (!base) throw new Error('nothing drawn');
          const {color, backgroundColor} = getComputedStyle(base);
          const [low = 0, high = 0] = [luminance(color), luminance(backgroundColor)].sort((a, b) => a - b);
          expect((high + 0.05) / (low + 0.05), `${name}: ${color} on ${backgroundColor}`).to.be.at.least(4.5);
          backgrounds.add(backgroundColor);
        }
        expect(backgrounds.size).to.be.within(20, names.length);
      } finally {
        document.documentElement.style.colorScheme = '';
        await emulateMedia({colorScheme: 'light'});
      }
    });
  }
});

describe('a tag that another copy of the library has taken', () => {
  it('stays as it is, without an error', () => {
    const first = customElements.get('parlor-avatar');
    expect(() => defineElement('parlor-avatar', class extends LitElement {})).not.to.throw();
    expect(customElements.get('parlor-avatar')).to.equal(first);
  });
});
