import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import '../../src/components/inbox/define.js';
import type {RowRenderer} from '../../src/components/index.js';

const ME = 'Robin';

/** Who takes care of a conversation: an element of its own, since what is drawn in a row is beyond the desk's styles. */
class DeskAssignee extends HTMLElement {
  set name(name: string) {
    const root = this.shadowRoot ?? this.attachShadow({mode: 'open'});
    if (root.adoptedStyleSheets.length === 0) {
      const styles = new CSSStyleSheet();
      styles.replaceSync(`
        :host {
          flex: none;
          padding: 1px 8px;
          border: 1px solid light-dark(#c9ced8, #4a5160);
          border-radius: 99px;
          font-size: 0.8em;
        }
      `);
      root.adoptedStyleSheets = [styles];
    }
    root.textContent = name;
  }
}

/** A support desk around an inbox: who answers whom, and notes of its own, drawn by itself in the inbox's places. */
export class SupportDesk extends LitElement {
  @property({attribute: false}) adapter?: MessagingAdapter;

  @state() private conversationId?: string;
  @state() private assignees: ReadonlyMap<string, string> = new Map();
  @state() private notes: ReadonlyMap<string, readonly string[]> = new Map();

  /** Its styles are the page's, and what it puts into slots is in the page. */
  override createRenderRoot(): HTMLElement {
    return this;
  }

  override render(): TemplateResult {
    const {conversationId = ''} = this;
    const assignee = this.assignees.get(conversationId);
    const isMine = assignee === ME;
    const mine = [...this.assignees.values()].filter((name) => name === ME).length;
    return html`
      <style>
        support-desk {
          display: block;
          block-size: 100%;
        }

        support-desk :is(.desk-line, .desk-notes) {
          margin: 0;
          padding: 8px 16px;
          font:
            13px system-ui,
            sans-serif;
        }

        support-desk [slot='thread-above'] {
          border-block-end: 1px solid light-dark(#e1e4ea, #2e333d);
          background: light-dark(#fff4dc, #33280f);
        }

        support-desk .desk-notes {
          padding: 0;
        }

        support-desk .desk-notes h3 {
          margin: 0;
          font-size: 15px;
        }

        support-desk form {
          display: grid;
          gap: 4px;
        }

        support-desk button {
          min-block-size: 32px;
          padding-inline: 12px;
          border: 1px solid light-dark(#828b9a, #6d7685);
          border-radius: 10px;
          background: Canvas;
          color: CanvasText;
          font: inherit;
          font-size: 14px;
        }

        support-desk button[aria-pressed='true'] {
          background: light-dark(#e5edff, #22304f);
        }

        /* Who is unread by nobody's hand, at a glance. */
        support-desk parlor-inbox::part(row):state(unread) {
          border-inline-start: 3px solid light-dark(#2457d6, #93b2ff);
        }

        /* On a phone the desk leaves its own line to the thread. */
        support-desk parlor-inbox:state(narrow):state(thread-open) .desk-mine {
          display: none;
        }
      </style>
      <parlor-inbox
        .adapter=${this.adapter}
        .renderRow=${this.#rowRenderer}
        @parlor-conversation-selected=${this.#onSelected}
      >
        <p slot="list-footer" class="desk-line desk-mine">
          ${mine === 1 ? '1 conversation is yours' : `${mine} conversations are yours`}
        </p>
        <button slot="header-actions" type="button" aria-pressed=${isMine ? 'true' : 'false'} @click=${this.#onAssign}>
          ${isMine ? 'Yours' : 'Take it'}
        </button>
        ${
          assignee && !isMine
            ? html`<p slot="thread-above" class="desk-line" role="status">${assignee} answers here.</p>`
            : nothing
        }
        <section slot="details" class="desk-notes" aria-label="Notes">
          <h3>Notes</h3>
          <ul>
            ${(this.notes.get(conversationId) ?? []).map((note) => html`<li>${note}</li>`)}
          </ul>
          <form @submit=${this.#onNote}>
            <label for="desk-note">Note for the team</label>
            <input id="desk-note" name="note" autocomplete="off" required />
            <button>Add note</button>
          </form>
        </section>
      </parlor-inbox>
    `;
  }

  /** Gives a conversation to somebody, as news from the desk's own server would. */
  assign(conversationId: string, name: string): void {
    this.assignees = new Map(this.assignees).set(conversationId, name);
    // Another function has the rows drawn anew.
    this.#rowRenderer = this.#rowsNow();
  }

  #rowsNow(): RowRenderer {
    return ({id}, {fallback}) => {
      const name = this.assignees.get(id);
      return name && html`${fallback()}<desk-assignee .name=${name}></desk-assignee>`;
    };
  }

  #rowRenderer = this.#rowsNow();

  readonly #onSelected = ({detail}: CustomEvent<{readonly conversationId: string | undefined}>): void => {
    this.conversationId = detail.conversationId;
  };

  readonly #onAssign = (): void => {
    if (this.conversationId !== undefined) this.assign(this.conversationId, ME);
  };

  readonly #onNote = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement) || this.conversationId === undefined) return;
    const note: unknown = new FormData(form).get('note');
    if (typeof note !== 'string') return;
    const known = this.notes.get(this.conversationId) ?? [];
    this.notes = new Map(this.notes).set(this.conversationId, [...known, note]);
    form.reset();
  };
}

if (!customElements.get('support-desk')) {
  customElements.define('desk-assignee', DeskAssignee);
  customElements.define('support-desk', SupportDesk);
}

declare global {
  interface HTMLElementTagNameMap {
    'desk-assignee': DeskAssignee;
    'support-desk': SupportDesk;
  }
}
