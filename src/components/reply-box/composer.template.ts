import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import type {SendNote, SendOption} from '../../adapter/messaging-adapter.js';
import {request} from '../../controllers/request.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ReplyWords} from '../../i18n/words/reply.js';
import {displayLabel} from '../../model/display-text.js';
import {sendIcon} from '../message-icons.js';
import {renderAttachButton, renderChips, renderFileInput, renderMediaEntry} from './attachments.template.js';
import type {Composition, CompositionHost} from './composition.js';
import {fromRow} from './from-row.js';
import {renderFooter, renderReplyTo} from './panels.template.js';
import {isLocked} from './reply-state.js';
import {segmentLineOf} from './segment-line.js';
import {renderSendOptions} from './send-options.js';
import {modifierName, sendKeyOf} from './text-entry.js';

/** The element that the field stands in, and what is said of it. */
type ComposerHost = CompositionHost & {
  readonly placeholder: string;
  readonly sendOptions: readonly SendOption[];
  readonly sendNotes: readonly SendNote[];
  readonly normalizesText: boolean;
  readonly countsSegments: boolean;
};

export interface ComposerParts {
  readonly box: ComposerHost;
  readonly composition: Composition;
  readonly localizer: Localizer<ReplyWords>;
  /** Which number to send from can be left to the provider. */
  readonly offersDefault: boolean;
}

/** The field, with all that is chosen for the message above it and what there is to say of it below. */
export function composerView(parts: ComposerParts): TemplateResult {
  const {box, composition, localizer} = parts;
  const {attachments, savedReplies} = composition;
  const sendKey = sendKeyOf(box.sendKey);
  const {strings} = localizer;
  return html`
    ${extrasView(parts)} ${savedReplies.render(localizer, box.canSendMedia ? attachments.room : 0)}
    ${box.uploadMedia ? renderFileInput(localizer, composition.addFiles) : nothing} ${fieldView(parts, sendKey)}
    ${renderFooter({
      line: box.countsSegments ? segmentLineOf(box.value, box.normalizesText) : undefined,
      ...{waits: composition.waits(), localizer},
      hint: sendKey === 'enter' ? strings.sendHint : localizer.fill(strings.sendHintModifier, {key: modifierName()}),
      onUsePlain: isLocked(box) ? undefined : composition.usePlainCharacters,
    })}
  `;
}

/** What goes along with the text, and what there is to know of it. */
function extrasView({box, composition, localizer, offersDefault}: ComposerParts): TemplateResult {
  const {attachments, gaps, options} = composition;
  const {uploads, mediaEntry} = attachments;
  const isFixed = isLocked(box);
  const {entry} = mediaEntry;
  const {mediaUrls: urls, replyTo} = box;
  const onEnd = (): unknown => request(box, 'parlor-reply-to-request', composition.about());
  const from = fromRow(box, localizer, {offersDefault, isDisabled: isFixed});
  const optionsRow = renderSendOptions({
    ...{options: box.sendOptions, notes: box.sendNotes, chosen: options},
    ...{isDisabled: isFixed, localizer},
  });
  const hasChoices = from !== nothing || optionsRow !== nothing;
  return html`
    <div class="extras">
      ${replyTo ? renderReplyTo({text: replyTo.text, localizer, onEnd}) : nothing} ${composition.contactTime.render()}
      ${hasChoices ? html`<div class="choices">${from}${optionsRow}</div>` : nothing}
      ${attachments.count > 0 ? renderChips({urls, uploads, localizer, isLocked: isFixed, onRemove: attachments.remove}) : nothing}
      ${entry ? renderMediaEntry(entry, mediaEntry, localizer) : nothing} ${gaps.render(box.value, localizer)}
    </div>
  `;
}

/** The text, between what opens other ways to write it and what sends it. */
function fieldView(
  {box, composition, localizer}: ComposerParts,
  sendKey: ReturnType<typeof sendKeyOf>,
): TemplateResult {
  const {field, attachments, templates, savedReplies} = composition;
  const isFixed = isLocked(box);
  const {mediaEntry} = attachments;
  const {strings} = localizer;
  const {conversationName: name, uploadMedia} = box;
  return html`
    <div part="field" class=${attachments.fileDrop.isOver ? 'field drop' : 'field'} @mousedown=${field.onPressBeside}>
      ${
        box.canSendMedia
          ? renderAttachButton({
              localizer,
              isOpen: uploadMedia ? undefined : mediaEntry.entry !== undefined,
              isDisabled: isFixed,
              limit: attachments.room === 0 ? box.maximumAttachments : undefined,
              onPress: uploadMedia ? mediaEntry.openChooser : mediaEntry.toggle,
            })
          : nothing
      }
      ${templates.renderButton(localizer, isFixed)} ${savedReplies.renderButton(localizer, isFixed)}
      <slot name="start"></slot>
      <textarea
        part="input"
        rows="1"
        dir=${ifDefined(box.value ? 'auto' : undefined)}
        autocapitalize="sentences"
        .enterKeyHint=${sendKey === 'enter' ? 'send' : 'enter'}
        aria-label=${name ? localizer.fill(strings.replyLabel, {name: displayLabel(name)}) : strings.replyPlaceholder}
        aria-describedby="hint count"
        placeholder=${box.placeholder || strings.replyPlaceholder}
        ?disabled=${box.disabled}
        ?readonly=${box.readonly}
        @beforeinput=${field.onBeforeInput}
        @input=${field.onInput}
        @compositionstart=${field.onCompose}
        @compositionend=${field.onCompose}
        @keydown=${field.onKeyDown}
        @keyup=${field.onKeyUp}
      ></textarea>
      <slot name="actions"></slot>
      <button
        part="send-button"
        class="primary send"
        type="button"
        aria-label=${strings.send}
        title=${strings.send}
        ?disabled=${!composition.canSend()}
        @click=${() => box.send()}
      >
        ${sendIcon}
      </button>
    </div>
  `;
}
