import {css, html, LitElement, nothing, type TemplateResult} from 'lit';
import {THEME_NAMES, THEMES, type ThemeName} from './themes.js';
import {colourPair, declarationsOf, documentedTokens} from './manifest.js';

type Scheme = 'light' | 'dark';
type Colours = Readonly<Record<Scheme, string>>;

/** Words that make themselves readable on what the page chooses need no colour of their own. */
const CHOSEN_BY_ITSELF = '--parlor-color-on-accent';
const COLOURS = documentedTokens().filter(({name, default: value}) => colourPair(value) && name !== CHOSEN_BY_ITSELF);
const DESCRIPTIONS = new Map(documentedTokens().map(({name, description}) => [name, description]));
const RADII = documentedTokens().filter(({name}) => name.startsWith('--parlor-radius'));

const asColours = (value: string | undefined): Colours | undefined => {
  const pair = colourPair(value);
  return pair && {light: pair[0], dark: pair[1]};
};

/** With whatever else the theme gives a colour to. */
function startingWith(theme: ThemeName): ReadonlyMap<string, Colours> {
  const values = new Map(COLOURS.map(({name, default: value}) => [name, value]));
  for (const [name, value] of declarationsOf(THEMES[theme])) values.set(name, value);
  return new Map(
    [...values].flatMap(([name, value]) => {
      const colours = asColours(value);
      return colours ? [[name, colours] as const] : [];
    }),
  );
}

/** A theme is chosen, changed, looked at in both schemes, and copied as a style sheet. Made for the stories. */
export class ThemeMaker extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: minmax(15rem, 20rem) minmax(0, 1fr);
      block-size: 100dvh;
      font:
        0.875rem/1.4 system-ui,
        sans-serif;
    }
    .choices {
      overflow: auto;
      padding: 1rem;
    }
    @media (max-width: 700px) {
      :host {
        grid-template: auto 70dvh / minmax(0, 1fr);
        block-size: auto;
      }
    }
    fieldset {
      border: 0;
      margin: 0 0 1rem;
      padding: 0;
    }
    legend {
      font-weight: 600;
      padding: 0;
    }
    label {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 0.5rem;
      padding-block: 0.125rem;
    }
    label.choice {
      justify-content: start;
    }
    pre {
      overflow: auto;
      padding: 0.75rem;
      margin-block: 0.5rem;
      border: 1px solid GrayText;
      font-size: 0.75rem;
    }
  `;
  static override properties = {
    theme: {state: true},
    scheme: {state: true},
    colours: {state: true},
    radii: {state: true},
    copied: {state: true},
  };

  declare private theme: ThemeName;
  declare private scheme: Scheme;
  declare private colours: ReadonlyMap<string, Colours>;
  declare private radii: ReadonlyMap<string, string>;
  declare private copied: string | undefined;

  constructor() {
    super();
    this.scheme = 'light';
    this.#start('default');
  }

  override render(): TemplateResult {
    return html`
      <div class="choices">
        <fieldset>
          <legend>Start with</legend>
          ${THEME_NAMES.map(
            (name) => html`
              <label class="choice">
                <input
                  type="radio"
                  name="start"
                  .checked=${name === this.theme}
                  @change=${() => {
                    this.#start(name);
                  }}
                />
                ${name}
              </label>
            `,
          )}
        </fieldset>
        <fieldset>
          <legend>Colours of</legend>
          ${(['light', 'dark'] as const).map(
            (scheme) => html`
              <label class="choice">
                <input
                  type="radio"
                  name="scheme"
                  .checked=${scheme === this.scheme}
                  @change=${() => {
                    this.scheme = scheme;
                  }}
                />
                ${scheme}
              </label>
            `,
          )}
          ${[...this.colours.keys()].map(
            (name) => html`
              <label title=${DESCRIPTIONS.get(name) ?? nothing}>
                ${name.replace(/^--parlor-(?:color-)?/, '').replaceAll('-', ' ')}
                <input
                  type="color"
                  .value=${this.colours.get(name)?.[this.scheme] ?? ''}
                  @input=${(event: Event) => {
                    this.#colour(name, (event.target as HTMLInputElement).value);
                  }}
                />
              </label>
            `,
          )}
        </fieldset>
        <fieldset>
          <legend>Corners</legend>
          ${RADII.map(
            ({name}) => html`
              <label>
                ${name.replace('--parlor-radius-', '')}
                <input
                  type="range"
                  min="0"
                  max="28"
                  .value=${String(parseInt(this.radii.get(name) ?? '0', 10))}
                  @input=${(event: Event) => {
                    this.radii = new Map(this.radii).set(name, `${(event.target as HTMLInputElement).value}px`);
                  }}
                />
              </label>
            `,
          )}
        </fieldset>
        <button type="button" @click=${this.#copy}>Copy the style sheet</button>
        <span role="status">${this.copied}</span>
        <pre tabindex="0" aria-label="Style sheet">${this.#sheet}</pre>
      </div>
      <div style=${`${this.#declarations.join('')}color-scheme:${this.scheme}`}><slot></slot></div>
    `;
  }

  #start(theme: ThemeName): void {
    this.theme = theme;
    this.colours = startingWith(theme);
    const set = declarationsOf(THEMES[theme]);
    this.radii = new Map(RADII.map(({name, default: value = '0px'}) => [name, set.get(name) ?? value]));
    this.copied = undefined;
  }

  #colour(name: string, colour: string): void {
    const known = this.colours.get(name) ?? {light: colour, dark: colour};
    this.colours = new Map(this.colours).set(name, {...known, [this.scheme]: colour});
    this.copied = undefined;
  }

  get #declarations(): readonly string[] {
    const colours = [...this.colours].map(([name, {light, dark}]) => `${name}: light-dark(${light}, ${dark});`);
    return [...colours, ...[...this.radii].map(([name, radius]) => `${name}: ${radius};`)];
  }

  get #sheet(): string {
    return `:root {\n${this.#declarations.map((each) => `  ${each}\n`).join('')}}\n`;
  }

  readonly #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.#sheet);
      this.copied = 'Copied.';
    } catch {
      this.copied = 'This page may not copy: take it from the field below.';
    }
  };
}

if (!customElements.get('story-theme-maker')) customElements.define('story-theme-maker', ThemeMaker);
