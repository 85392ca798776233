import {css} from 'lit';

/** Lines that say what went wrong or what must be decided, with their buttons. */
export const notices = css`
  .notice {
    display: flex;
    flex-direction: column;
    gap: var(--_space-2);
    padding: var(--_space-3);
    border: 1px solid transparent;
    border-radius: var(--_radius-m);
    background: var(--_color-danger-surface);
    overflow-wrap: anywhere;
  }

  .notice p {
    margin: 0;
  }

  .notice .notice-title {
    color: var(--_color-danger);
    font-weight: 600;
  }

  .notice.doubtful {
    background: var(--_color-warning-surface);
  }

  .notice.doubtful .notice-title {
    color: var(--_color-warning);
  }

  .notice .notice-detail {
    font-size: var(--_font-size-small);
  }

  .notice-buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }

  @media (forced-colors: active) {
    .notice {
      border-color: CanvasText;
    }
  }
`;
