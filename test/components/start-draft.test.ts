import {expect} from '@open-wc/testing';
import type {Recipient, StartForm} from '../../src/adapter/start-conversation.js';
import {
  EMPTY_START,
  findRecipients,
  formOn,
  problemsOf,
  requestOf,
  type StartDraft,
} from '../../src/components/start-conversation/start-draft.js';
import {previewOf, withParameter} from '../../src/components/template-picker/template-draft.js';
import {plain, reminder, rich} from './start-conversation-scene.js';

const draft = (change: Partial<StartDraft>): StartDraft => ({...EMPTY_START, ...change});
describe('the form for a new conversation', () => {
  it('asks for a template only on the numbers that need one', () => {
    const onBoth: StartForm = {
      ...plain,
      templates: [
        {...reminder, ownEndpointId: 'chat'},
        {id: 'any', name: 'Any', parameters: []},
      ],
      templatesOnly: ['chat'],
    };
    const onChat = formOn(onBoth, 'chat');
    expect(onChat.templates?.map(({id}) => id)).to.deep.equal(['reminder', 'any']);
    expect([...problemsOf(draft({address: '72404'}), onChat).keys()]).to.deep.equal(['template']);
    const onText = formOn(onBoth, 'text');
    expect(onText.templates?.map(({id}) => id)).to.deep.equal(['any']);
    expect([...problemsOf(draft({address: '72404'}), onText).keys()]).to.deep.equal(['text']);
    expect([...problemsOf(draft({address: '72404', text: 'Hello'}), onText).keys()]).to.deep.equal([]);
    const chosen = requestOf(draft({address: '72404', text: 'Hello', templateId: 'any'}), onText, []);
    expect(chosen).to.deep.equal({
      recipient: {kind: 'address', value: '72404'},
      template: {id: 'any', parameters: {}},
    });
  });

  it('says about a new contact what the provider takes', () => {
    const form: StartForm = {...plain, contactFields: ['firstName', 'birthDate', 'metadata']};
    const about = {
      firstName: ' Ana ',
      lastName: 'not asked for',
      birthDate: '1990-12-31',
      metadata: 'plan: gold\nno field',
    };
    expect(requestOf(draft({address: '72404', text: 'Hi', contact: about}), form, []).contact).to.deep.equal({
      firstName: 'Ana',
      birthDate: '1990-12-31',
      metadata: {plan: 'gold'},
    });
    expect(requestOf(draft({address: '72404', text: 'Hi'}), form, [])).not.to.have.property('contact');
  });

  it('misses what the provider requires, and nothing else', () => {
    const problems = (change: Partial<StartDraft>, form: StartForm) => [...problemsOf(draft(change), form)];
    expect(problems({}, plain)).to.deep.equal([
      ['recipient', 'recipientMissing'],
      ['text', 'messageMissing'],
    ]);
    expect(problems({address: '12', text: 'Hi'}, plain)).to.deep.equal([['recipient', 'addressInvalid']]);
    for (const address of ['+1 512 555 0142', '(512) 555-0142', '72404', 'ana@example.com', '@ana']) {
      expect(problems({address, text: 'Hi'}, plain), address).to.deep.equal([]);
    }
    expect(problems({address: '72404'}, {...plain, firstMessage: 'optional'})).to.deep.equal([]);
    expect(problems({address: '72404'}, {...plain, firstMessage: 'none'})).to.deep.equal([]);
    expect(problems({}, rich)).to.deep.equal([
      ['recipient', 'recipientNotChosen'],
      ['template', 'templateMissing'],
    ]);
    expect(problems({kind: 'group', templateId: 'hello'}, rich), 'no groups to choose from').to.deep.equal([
      ['recipient', 'recipientMissing'],
    ]);
    const withName = withParameter(
      draft({recipientIds: {contact: 'c1'}, templateId: 'reminder'}),
      reminder,
      'name',
      'M',
    );
    expect([...problemsOf(withName, rich)]).to.deep.equal([['parameter-1', 'parameterMissing']]);
  });

  it('asks the provider for what was entered, and only for what the form asked', () => {
    const everywhere = draft({
      address: ' +15125550142 ',
      recipientIds: {contact: 'c2'},
      title: ' Roof ',
      text: ' Hi\n',
      templateId: 'hello',
    });
    expect(requestOf(everywhere, plain, [])).to.deep.equal({
      recipient: {kind: 'address', value: '+15125550142'},
      text: ' Hi\n',
    });
    expect(requestOf(everywhere, rich, [{id: 'n1'}])).to.deep.equal({
      recipient: {kind: 'contact', value: 'c2'},
      title: 'Roof',
      template: {id: 'hello', parameters: {}},
      ownEndpointId: 'n1',
    });
    expect(requestOf({...everywhere, ownEndpointId: 'n2'}, plain, [{id: 'n1'}, {id: 'n2'}]).ownEndpointId).to.equal(
      'n2',
    );
    expect(requestOf(draft({address: '72404'}), {...plain, firstMessage: 'optional'}, [])).to.deep.equal({
      recipient: {kind: 'address', value: '72404'},
    });
  });

  it('previews a template with what is filled in and what is missing', () => {
    const filled = withParameter(draft({templateId: 'reminder'}), reminder, 'day', 'Friday');
    expect(previewOf(filled, reminder)).to.deep.equal([
      {text: 'Hello ', isGap: false},
      {text: 'First name', isGap: true},
      {text: ', see you on ', isGap: false},
      {text: 'Friday', isGap: false},
      {text: '.', isGap: false},
    ]);
  });

  it('finds recipients by name, number, or id, and keeps the chosen one in sight', () => {
    const recipients = rich.recipients ?? [];
    const found = (search: string, chosen?: string) =>
      findRecipients(recipients, search, chosen).shown.map(({id}) => id);
    expect(found('')).to.deep.equal(['c1', 'c2', 'c3']);
    expect(found('fernán MAYA')).to.deep.equal(['c1']);
    expect(found('(737) 555')).to.deep.equal(['c3']);
    expect(found('nobody')).to.deep.equal([]);
    expect(found('nobody', 'c2')).to.deep.equal(['c2']);
    const many: Recipient[] = Array.from({length: 60}, (_, index) => ({id: `m${index}`, kind: 'contact', name: 'Ana'}));
    expect(findRecipients(many, '', undefined)).to.include({more: 10});
    expect(findRecipients(many, '', 'm55').shown.map(({id}) => id))
      .to.have.length(51)
      .and.include('m55');
    expect(findRecipients(many, '', 'm55').more).to.equal(9);
  });
});
