import {css} from 'lit';

export const notificationsStyles = css`
  :host {
    position: relative;
    display: inline-block;
  }

  .toasts {
    position: fixed;
    inset: auto;
    inset-block-start: var(--_space-4);
    inset-inline-end: var(--_space-4);
    inline-size: min(360px, calc(100vw - 2 * var(--_space-3)));
    max-block-size: calc(100dvh - 2 * var(--_space-4));
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_color-text);
    overflow: visible;
  }

  .toasts:popover-open {
    display: grid;
    gap: var(--_space-2);
  }

  .toast {
    display: flex;
    align-items: start;
    gap: var(--_space-1);
    padding: var(--_space-1);
    border: 1px solid var(--_color-border);
    border-radius: var(--_radius-m);
    background: var(--_color-surface);
    box-shadow: 0 8px 24px rgb(0 0 0 / 18%);
    animation: appear var(--_motion-move) ease-out;
  }

  @keyframes appear {
    from {
      translate: 0 -6px;
      opacity: 0;
    }
  }

  .open {
    flex: 1;
    flex-direction: column;
    align-items: stretch;
    gap: 0;
    min-inline-size: 0;
    padding-block: var(--_space-2);
    border: 0;
    background: none;
    font-weight: 400;
    text-align: start;
  }

  .name,
  .text {
    overflow: hidden;
    overflow-wrap: anywhere;
  }

  .name {
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .text {
    display: -webkit-box;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  @media (max-width: 480px) {
    .toasts {
      inset-inline: var(--_space-3);
      inline-size: auto;
    }
  }
`;
