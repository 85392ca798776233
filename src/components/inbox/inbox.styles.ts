import {css, unsafeCSS} from 'lit';
import {unleaked} from '../../styles/base.styles.js';
import {FALLBACK_HEIGHT} from './fallback-height.js';

/** From here on the list and the thread stand side by side, in CSS pixels. */
export const WIDE = 720;
const wide = unsafeCSS(`${WIDE}px`);

export const inboxStyles = css`
  :host {
    display: block;
    /*
     * Sized by its place alone: a container that asks for its size, or has no height, gets the fallback. No rule of the page
     * for every element takes that back, since without it the inbox would lie over the whole page.
     */
    contain: layout !important;
    container-type: size !important;
    contain-intrinsic-size: 960px min(${unsafeCSS(FALLBACK_HEIGHT)}px, 100dvh) !important;
    writing-mode: horizontal-tb !important;
    min-inline-size: 0;
    max-inline-size: 100%;
    block-size: 100%;
    /* In a low place, its reply box shows. */
    min-block-size: min(320px, 100%);
    max-block-size: var(--_most-room, none);
    background: var(--_color-surface);
    overflow: hidden;
  }

  :host([theme='light']) {
    color-scheme: light !important;
  }

  :host([theme='dark']) {
    color-scheme: dark !important;
  }

  :host([theme='auto']) {
    color-scheme: light dark !important;
  }

  :host(:dir(rtl)) .mirrored {
    transform: scaleX(-1);
  }

  .base {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    /* Said again below the host, which a page's own rules for every element still reach. */
    ${unleaked}
  }

  .panes {
    display: grid;
    flex: 1;
    /* minmax(0, 1fr): a row sized by its content would be laid out again with every key typed. */
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-block-size: 0;
  }

  .list-pane,
  .thread-pane {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
  }

  .list-pane {
    background: var(--_color-surface);
  }

  parlor-conversation-list,
  parlor-message-thread {
    flex: 1;
    min-block-size: 0;
  }

  /* However low the place: two lines of what was said, and the reply box, which scrolls before it takes them. */
  parlor-message-thread {
    flex: 1 0 min(4.5rem, 30%);
    min-block-size: min(4.5rem, 24%);
  }

  parlor-reply-box {
    flex: 0 1 auto;
  }

  /* What the page put there waits for the element it goes into. */
  :not(:defined) > slot {
    display: none;
  }

  .showing-list .thread-pane,
  .showing-thread .list-pane {
    display: none;
  }

  @container (inline-size >= ${wide}) {
    .panes {
      grid-template-columns: var(--parlor-inbox-list-size, clamp(336px, 30%, 380px)) minmax(0, 1fr);
    }

    .showing-list .thread-pane,
    .showing-thread .list-pane {
      display: flex;
    }

    .list-pane {
      border-inline-end: 1px solid var(--_color-border);
    }

    .back {
      display: none;
    }
  }

  /* Over the thread where there is room for one. */
  .panes.with-details :is(parlor-contact-panel, .missing-details) {
    grid-area: 1 / -2 / auto / -1;
    min-block-size: 0;
    background: var(--_color-surface);
    overflow: auto;
  }

  .missing-details {
    display: flex;
  }

  .panes.with-details .thread-pane {
    grid-area: 1 / -2 / auto / -1;
    visibility: hidden;
  }

  /* In place of the list where there is room for two. */
  @container (${wide} <= inline-size < 960px) {
    .panes.with-details {
      grid-template-columns: minmax(0, 1fr) var(--parlor-inbox-details-size, clamp(280px, 36%, 320px));
    }

    .panes.with-details .list-pane {
      display: none;
    }

    .with-details .back {
      display: inline-flex;
    }
  }

  @container (inline-size >= 960px) {
    .panes.with-details {
      grid-template-columns:
        var(--parlor-inbox-list-size, clamp(260px, 30%, 380px)) minmax(0, 1fr)
        var(--parlor-inbox-details-size, clamp(280px, 26%, 320px));
    }
  }

  @container (inline-size >= ${wide}) {
    .panes.with-details .thread-pane {
      grid-area: auto;
      visibility: visible;
    }

    .panes.with-details :is(parlor-contact-panel, .missing-details) {
      border-inline-start: 1px solid var(--_color-border);
      animation: slide-in var(--_motion-move) ease-out;
    }
  }

  @keyframes slide-in {
    from {
      translate: var(--_slide-from, 16px) 0;
    }
  }

  :host(:dir(rtl)) {
    --_slide-from: -16px;
  }

  .waiting {
    position: absolute;
    inset: 12% 0 auto;
    justify-self: center;
    margin: 0;
    outline: none;
  }

  /* In the palette's place, where its file takes its time. */
  .waiting:focus::before {
    content: attr(data-words);
    display: block;
    padding: var(--_space-3) var(--_space-5);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-l);
    background: var(--_color-surface);
    animation: wait 0s 0.3s backwards;
  }

  @keyframes wait {
    from {
      opacity: 0;
    }
  }

  .list-header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-block: var(--_space-2) 0;
    padding-inline: var(--_space-4) var(--_space-2);
  }

  .missing {
    margin: 0;
    color: var(--_color-danger);
    font-size: var(--_font-size-small);
  }

  .list-footer p {
    margin: 0;
    padding-block: var(--_space-1);
    padding-inline: var(--_space-4);
    border-block-start: 1px solid var(--_color-border);
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  .thread-header {
    display: flex;
    align-items: center;
    gap: var(--_space-3);
    min-block-size: 64px;
    padding-block: var(--_space-2);
    padding-inline: var(--_space-4);
    border-block-end: 1px solid var(--_color-border);
  }

  .back {
    margin-inline-start: calc(-1 * var(--_space-2));
  }

  .who {
    flex: 1;
    min-inline-size: 0;
  }

  h2,
  .address {
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--_space-2);
  }

  h2 {
    font-size: 1.0625em;
    font-weight: 600;
    line-height: 1.3;
  }

  h2:focus {
    outline: none;
  }

  .address {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  /* A narrow header is the name's: on two lines where it must be. */
  @container (inline-size < 480px) {
    .thread-header {
      gap: var(--_space-2);
      padding-inline: var(--_space-3);
    }

    .thread-header parlor-avatar {
      display: none;
    }

    .thread-header h2 {
      display: -webkit-box;
      overflow-wrap: anywhere;
      white-space: normal;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
    }
  }

  /* A phone on its side, or with its keyboard open: what is written matters most. */
  @container (block-size < 440px) {
    .thread-header {
      min-block-size: 44px;
      padding-block: 0;
    }

    .thread-header parlor-avatar {
      --parlor-avatar-size: 28px;
    }

    .who {
      display: flex;
      align-items: center;
      gap: var(--_space-3);
    }

    .who h2 {
      flex: 0 1 auto;
      min-inline-size: min(60%, 12em);
    }

    .facts {
      flex: 0 1 auto;
      flex-wrap: nowrap;
      min-inline-size: 0;
    }
  }

  @container (block-size < 440px) and (inline-size < 480px) {
    .address {
      display: none;
    }
  }

  .connection:has(> svg) {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2);
    padding-block: var(--_space-1);
    padding-inline: var(--_space-4);
    border-block-end: 1px solid var(--_color-border);
    background: var(--_color-warning-surface);
    color: var(--_color-warning);
    font-size: var(--_font-size-small);
  }

  .connection span {
    flex: 1;
    min-inline-size: 200px;
  }

  .nothing-open {
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--_space-1);
    padding: var(--_space-5);
    background: var(--_color-surface-sunken);
    color: var(--_color-text-muted);
    text-align: center;
  }

  .nothing-open .svg-icon {
    inline-size: 40px;
    block-size: 40px;
    margin-block-end: var(--_space-2);
    opacity: 0.7;
  }

  .nothing-open p {
    margin: 0;
  }

  .nothing-open .title {
    color: var(--_color-text);
    font-weight: 600;
  }
  /* On paper: the open conversation, as long as it is. */
  @media print {
    :host,
    .base,
    .panes,
    .panes .thread-pane {
      display: block;
      block-size: auto;
      overflow: visible;
      visibility: visible;
    }

    .showing-thread .list-pane,
    .panes :is(parlor-contact-panel, .missing-details),
    .back,
    parlor-conversation-actions {
      display: none;
    }
  }
`;
