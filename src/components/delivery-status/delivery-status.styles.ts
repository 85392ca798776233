import {css} from 'lit';

export const deliveryStatusStyles = css`
  :host {
    position: relative;
    display: inline-block;
    max-inline-size: 100%;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  .base {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    column-gap: var(--_space-1);
    max-inline-size: 100%;
  }

  .svg-icon {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }

  .failure {
    color: var(--_color-danger);
  }

  .doubtful {
    color: var(--_color-warning);
  }

  .failure [part='label'],
  .doubtful [part='label'] {
    font-weight: 600;
  }

  .reason {
    min-inline-size: 0;
    color: var(--_color-text);
    overflow: clip;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
`;
