import {css} from 'lit';

export const inboxStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    block-size: 100%;
    min-block-size: 320px;
    background: var(--_color-surface);
    overflow: hidden;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  :host([theme='auto']) {
    color-scheme: light dark;
  }

  :host(:dir(rtl)) .mirrored {
    transform: scaleX(-1);
  }

  .base {
    display: flex;
    flex-direction: column;
    block-size: 100%;
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

  .showing-list .thread-pane,
  .showing-thread .list-pane {
    display: none;
  }

  @container (inline-size >= 720px) {
    .panes {
      grid-template-columns: var(--parlor-inbox-list-size, clamp(280px, 30%, 380px)) minmax(0, 1fr);
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

  .connection:has(> *) {
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
`;
