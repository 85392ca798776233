import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../../i18n/localizer.js';
import type {BulkWords} from '../../i18n/words/bulk.js';
import type {Capabilities} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import {shownName} from '../../model/shown-name.js';
import {closeIcon} from '../icons.js';
import {labelOf, type BulkAction, type BulkReport} from './bulk-list.js';
import type {BulkFailure, BulkState} from './bulk-run.js';

type Words = Localizer<BulkWords>;

export interface BarParts {
  readonly localizer: Words;
  readonly chosen: readonly Conversation[];
  readonly capabilities: Capabilities;
  readonly actions: readonly BulkAction[];
  /** How many there are to choose from. */
  readonly loaded: number;
  /** There are more, which nobody has seen. */
  readonly hasMore: boolean;
  readonly isRunning: boolean;
  readonly onEnd: () => void;
  readonly onAll: (all: boolean) => void;
  readonly onAct: (action: BulkAction) => void;
}

/** How many are chosen, and what can be done to them. */
export function barView(parts: BarParts): TemplateResult {
  const {localizer, chosen, capabilities, actions, loaded, hasMore, isRunning} = parts;
  const {strings} = localizer;
  const isAll = chosen.length === loaded;
  const local = actions.filter(({isLocal}) => isLocal(capabilities)).map((action) => labelOf(action, strings));
  return html`
    <div class="line">
      <button
        class="icon end"
        type="button"
        aria-label=${strings.endChoosing}
        title=${strings.endChoosing}
        @click=${parts.onEnd}
      >
        ${closeIcon}
      </button>
      <span part="count" class="count"
        ><bdi
          >${chosen.length > 0 ? localizer.count(strings.chosenCount, chosen.length) : strings.noneChosen}</bdi
        ></span
      >
      ${
        loaded > 0
          ? html`<button
              class="link all"
              type="button"
              aria-disabled=${isRunning ? 'true' : 'false'}
              @click=${() => !isRunning && parts.onAll(!isAll)}
            >
              ${isAll ? strings.chooseNone : localizer.count(hasMore ? strings.chooseAllLoaded : strings.chooseAll, loaded)}
            </button>`
          : nothing
      }
    </div>
    ${
      actions.length > 0
        ? html`<div class="actions">
            ${actions.map(
              (action) => html`
                <button
                  part="button"
                  class=${action.id}
                  type="button"
                  aria-disabled=${isRunning ? 'true' : 'false'}
                  aria-describedby=${action.isLocal(capabilities) ? 'local' : nothing}
                  @click=${() => !isRunning && parts.onAct(action)}
                >
                  ${action.icon} ${labelOf(action, strings)}
                </button>
              `,
            )}
          </div>`
        : nothing
    }
    ${
      local.length > 0
        ? html`<p id="local" class="hint">${localizer.fill(strings.onThisDevice, {actions: localizer.list(local)})}</p>`
        : nothing
    }
  `;
}

export interface OutcomeParts {
  readonly localizer: Words;
  readonly capabilities: Capabilities;
  readonly run: {readonly action: BulkAction; readonly state: BulkState<Conversation>} | undefined;
  readonly report: BulkReport | undefined;
  readonly onStop: () => void;
  readonly onUndo: () => void;
  readonly onAgain: (action: BulkAction, conversations: readonly Conversation[]) => void;
}

/** How far it got, and in the end what came of it. */
export function outcomeView(parts: OutcomeParts): TemplateResult | typeof nothing {
  if (parts.run) return progressView(parts, parts.run);
  return parts.report ? reportView(parts, parts.report) : nothing;
}

function progressView(
  {localizer, onStop}: OutcomeParts,
  {action, state}: NonNullable<OutcomeParts['run']>,
): TemplateResult {
  const {strings} = localizer;
  const over = state.done.length + state.failed.length;
  const place = {done: localizer.number(over), total: localizer.number(state.total)};
  return html`
    <div part="progress" class="line">
      <progress max=${state.total} .value=${over} aria-label=${labelOf(action, strings)}></progress>
      <span class="place"><bdi>${localizer.fill(strings.bulkProgress, place)}</bdi></span>
      <button class="link" type="button" @click=${onStop}>${strings.bulkStop}</button>
    </div>
    ${state.isWaiting ? html`<p class="hint" role="status">${strings.bulkPause}</p>` : nothing}
  `;
}

function reportView(parts: OutcomeParts, {action, done, failed, left, asked}: BulkReport): TemplateResult {
  const {localizer, capabilities, onUndo, onAgain} = parts;
  const {strings} = localizer;
  const words = localizer.count(strings[action.done], done.length);
  const retried = failed.filter(canRetry).map(({item}) => item);
  return html`
    <div part="report" class="report">
      ${
        done.length > 0
          ? html`
              <div class="line">
                <span class="count"
                  ><bdi
                    >${action.isLocal(capabilities) ? localizer.fill(strings.bulkHere, {done: words}) : words}</bdi
                  ></span
                >
                ${
                  action.reverse
                    ? html`<button class="link" type="button" @click=${onUndo}>${strings.undo}</button>`
                    : nothing
                }
              </div>
            `
          : nothing
      }
      ${
        asked.length > 0
          ? html`<p class="count"><bdi>${localizer.count(strings.bulkAsked, asked.length)}</bdi></p>`
          : nothing
      }
      ${
        left.length > 0
          ? html`
              <div class="line">
                <span class="count"><bdi>${localizer.count(strings.bulkLeft, left.length)}</bdi></span>
                <button class="link" type="button" @click=${() => onAgain(action, left)}>${strings.bulkGoOn}</button>
              </div>
            `
          : nothing
      }
      ${failed.length > 0 ? failuresView(parts, action, failed, retried) : nothing}
    </div>
  `;
}

/** What fails again whatever is done is not offered again. */
const canRetry = ({why}: BulkFailure<Conversation>): boolean => why !== 'vetoed' && why.retry !== 'never';

function failuresView(
  {localizer, onAgain}: OutcomeParts,
  action: BulkAction,
  failed: readonly BulkFailure<Conversation>[],
  retried: readonly Conversation[],
): TemplateResult {
  const {strings} = localizer;
  const title = localizer.fill(localizer.count(strings.bulkFailed, failed.length), {action: labelOf(action, strings)});
  return html`
    <div part="error" class="notice">
      <p class="notice-title">${title}</p>
      <ul>
        ${failed.map((failure) => {
          const {item, why} = failure;
          const name = shownName(item) || strings.unknownContact;
          return html`
            <li>
              <span><bdi>${name}</bdi>: ${why === 'vetoed' ? strings.bulkVetoed : localizer.error(why)}</span>
              ${
                canRetry(failure) && failed.length > 1
                  ? html`<button
                      class="link"
                      type="button"
                      aria-label=${localizer.fill(strings.bulkRetryOne, {name})}
                      @click=${() => onAgain(action, [item])}
                    >
                      ${strings.retry}
                    </button>`
                  : nothing
              }
            </li>
          `;
        })}
      </ul>
      ${
        retried.length > 0
          ? html`<div class="notice-buttons">
              <button type="button" @click=${() => onAgain(action, retried)}>${strings.retry}</button>
            </div>`
          : nothing
      }
    </div>
  `;
}
