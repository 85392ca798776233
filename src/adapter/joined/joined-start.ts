import {ConversationError} from '../../model/conversation-error.js';
import type {OwnEndpoint} from '../../model/participant.js';
import type {RequestOptions} from '../messaging-adapter.js';
import type {MessageTemplate, RecipientKind, StartForm, StartRequest} from '../start-conversation.js';
import {adapterErrors} from '../toolkit/adapter-errors.js';
import type {Account} from './account.js';

const {refusal} = adapterErrors('joined');

/** Stands for a number that the account itself chooses. */
const ANY = '';

/** What can be chosen to write from in an account: its numbers, or the account itself where there is no choice. */
export async function endpointsOf(account: Account, options?: RequestOptions): Promise<readonly OwnEndpoint[]> {
  const {capabilities, adapter, label} = account;
  const canChoose = capabilities.chooseOwnEndpoint !== 'none';
  const endpoints = canChoose ? ((await adapter.listOwnEndpoints?.(options)) ?? []) : [];
  if (canChoose) {
    return endpoints.map((each) => ({
      ...account.endpoint(each),
      label: [label, each.label].filter(Boolean).join(' · '),
    }));
  }
  return [{id: account.join(ANY), label}];
}

/** One form for several accounts, and those of them that it is of. */
export interface JoinedForm {
  readonly form: StartForm;
  readonly accounts: readonly Account[];
}

/**
 * One form for all accounts that can start a conversation: whoever fills it in chooses the account by the number. An account
 * that cannot be asked is named, and keeps nobody from the others.
 *
 * @throws ConversationError where none can be asked
 */
export async function joinedForm(accounts: readonly Account[], options?: RequestOptions): Promise<JoinedForm> {
  const asked = await Promise.allSettled(
    accounts.map(async (account) => ({
      account,
      form: (await account.adapter.describeStart?.(options)) ?? NOTHING_ASKED,
      endpoints: await endpointsOf(account, options),
    })),
  );
  const forms = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const [failed] = asked.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  if (forms.length === 0 && failed !== undefined) throw ConversationError.from(failed);
  const missing = accounts.filter((account) => !forms.some((each) => each.account === account));
  const all = forms.map(({form}) => form);
  const kinds = new Set<RecipientKind>(all.flatMap(({recipientKinds}) => recipientKinds));
  const templates = forms.flatMap(({account, form, endpoints}) =>
    (form.templates ?? []).flatMap((template) => templatesOn(account, template, endpoints)),
  );
  const [first, ...others] = all.map(({contactFields = []}) => contactFields);
  const contactFields = (first ?? []).filter((field) => others.every((fields) => fields.includes(field)));
  const form: StartForm = {
    recipientKinds: [...kinds],
    recipients: forms.flatMap(({account, form}) =>
      (form.recipients ?? []).map((each) => ({...each, id: account.join(each.id)})),
    ),
    firstMessage:
      (['required', 'optional'] as const).find((need) => all.some((form) => form.firstMessage === need)) ?? 'none',
    ...(templates.length > 0 && {
      templates,
      templatesOnly: forms.flatMap(({account, form, endpoints}) => templatesOnlyIn(account, form, endpoints)),
    }),
    asksTitle: all.every(({asksTitle}) => asksTitle),
    ...(contactFields.length > 0 && {contactFields}),
    ...(missing.length > 0 && {missing: missing.map(({label}) => label)}),
  };
  return {form, accounts: forms.map(({account}) => account)};
}

const NOTHING_ASKED: StartForm = {recipientKinds: ['address'], firstMessage: 'optional', asksTitle: false};

/** A template for any number of an account is for none of another one. */
function templatesOn(account: Account, template: MessageTemplate, endpoints: readonly OwnEndpoint[]) {
  const {ownEndpointId} = template;
  const ids = ownEndpointId === undefined ? endpoints.flatMap(({id}) => id ?? []) : [account.join(ownEndpointId)];
  return ids.map((id): MessageTemplate => ({...template, id: account.join(template.id), ownEndpointId: id}));
}

function templatesOnlyIn(account: Account, {templates, templatesOnly}: StartForm, endpoints: readonly OwnEndpoint[]) {
  if (!templates?.length) return [];
  return templatesOnly?.map((id) => account.join(id)) ?? endpoints.flatMap(({id}) => id ?? []);
}

/**
 * In which account a conversation is started: that of the number that was chosen, else of the recipient, else the first.
 *
 * @throws ConversationError of kind `validation` where number, recipient and template are not of one account
 */
export function accountFor(accounts: readonly Account[], {ownEndpointId, recipient, template}: StartRequest): Account {
  const holding = (id: string | undefined) => accounts.find((account) => id !== undefined && account.has(id));
  const isListed = recipient.kind !== 'address';
  const account = holding(ownEndpointId) ?? (isListed ? holding(recipient.value) : undefined) ?? accounts[0];
  if (!account) throw refusal('ownEndpointId', 'There is no account that can start a conversation.');
  if (ownEndpointId !== undefined && !account.has(ownEndpointId)) {
    throw refusal('ownEndpointId', 'No account has this number.');
  }
  if (isListed && !account.has(recipient.value)) {
    throw refusal(
      'recipient',
      `“${account.label}” does not know this contact: choose a number of the account that does.`,
    );
  }
  if (template && !account.has(template.id)) throw refusal('template', `“${account.label}” has no such template.`);
  return account;
}

/** The request as its account has it. */
export function requestIn(account: Account, request: StartRequest): StartRequest {
  const {recipient, template, ownEndpointId, ...rest} = request;
  const own = ownEndpointId === undefined ? ANY : account.own(ownEndpointId);
  return {
    ...rest,
    recipient: recipient.kind === 'address' ? recipient : {...recipient, value: account.own(recipient.value)},
    ...(template && {template: {...template, id: account.own(template.id)}}),
    ...(own !== ANY && {ownEndpointId: own}),
  };
}
