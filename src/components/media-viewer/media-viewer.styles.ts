import {css} from 'lit';

export const mediaViewerStyles = css`
  :host {
    display: contents;
  }

  /* Dark whatever the page is, as pictures are looked at. */
  dialog {
    position: fixed;
    inset: 0;
    box-sizing: border-box;
    inline-size: 100vw;
    block-size: 100dvh;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: rgb(12 13 16 / 94%);
    color: #fff;
    overflow: hidden;
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
  }

  dialog::backdrop {
    background: none;
  }

  header,
  .ways {
    flex: none;
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-2) var(--_space-3);
  }

  header {
    flex-wrap: wrap;
    justify-content: flex-end;
  }

  .ways {
    justify-content: center;
    font-variant-numeric: tabular-nums;
  }

  .caption {
    flex: 1 1 14rem;
    min-inline-size: 0;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .tools {
    display: flex;
    align-items: center;
  }

  dialog button.icon,
  .tool {
    border: 1px solid transparent;
    background: none;
    color: #fff;
  }

  .tool {
    display: inline-flex;
    flex: none;
    align-items: center;
    justify-content: center;
    inline-size: 36px;
    min-block-size: 36px;
    border-radius: var(--_radius-full);
  }

  dialog button.icon:hover,
  .tool:hover {
    background: rgb(255 255 255 / 18%);
  }

  dialog button[aria-disabled='true'] {
    opacity: 0.4;
    cursor: default;
  }

  dialog :focus-visible {
    outline-color: #fff;
  }

  .stage {
    position: relative;
    flex: 1;
    display: flex;
    align-items: center;
    justify-content: center;
    min-block-size: 0;
    overflow: hidden;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
  }

  .stage.enlarged {
    cursor: grab;
  }

  .stage img {
    max-inline-size: 100%;
    max-block-size: 100%;
    object-fit: contain;
  }

  .stage img[hidden] {
    display: initial;
    visibility: hidden;
  }

  .stage .spinner {
    position: absolute;
    border-color: rgb(255 255 255 / 60%);
    border-block-start-color: transparent;
  }

  .cards {
    flex: 1;
    inline-size: min(28rem, 100%);
    min-block-size: 0;
    margin-inline: auto;
    padding: var(--_space-4);
    overflow: auto;
  }

  .cards section {
    padding: var(--_space-4);
    border-radius: var(--_radius-l);
    background: var(--_color-surface);
    color: var(--_color-text);
    overflow-wrap: anywhere;
  }

  .cards section + section {
    margin-block-start: var(--_space-3);
  }

  h3,
  dl,
  dd,
  section p {
    margin: 0;
  }

  h3 {
    font-size: 1.125em;
  }

  dl > div {
    margin-block-start: var(--_space-3);
  }

  dt,
  section p {
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  @media (pointer: coarse) {
    .tool {
      inline-size: 44px;
      min-block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    dialog {
      background: Canvas;
      color: CanvasText;
    }

    dialog button.icon,
    .tool {
      border-color: ButtonText;
      color: ButtonText;
    }

    .tool {
      color: LinkText;
    }
  }
`;
