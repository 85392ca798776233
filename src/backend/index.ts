/** A small messaging world in memory: what the memory provider and the mocks of all others answer from. */
export {Backend, type BackendOptions} from './backend.js';
export type {CarrierReport} from './carriers.js';
export {ManualClock, realClock, type Cancel, type Clock} from './clock.js';
export {
  BackendFault,
  faultPlans,
  isFaultPlanName,
  NO_FAULTS,
  type Chance,
  type FaultChange,
  type FaultKind,
  type FaultPlan,
  type FaultPlanName,
  type OperationKind,
} from './faults.js';
export type {Seed} from './random.js';
export {BackendRefusal, type RefusalCode} from './refusal.js';
export type {ReplyRule, ScriptedReply} from './reply-script.js';
export type {Addressee, NewContact, NewThread, PastMessage, ReceiveRequest, SendRequest} from './requests.js';
export {
  createBackend,
  isScenarioName,
  type CreateBackendOptions,
  type ScenarioName,
  type ScenarioOptions,
} from './scenarios/index.js';
export type {
  Account,
  BackendEvent,
  BackendListener,
  CarrierName,
  Contact,
  OwnNumber,
  PairConsent,
  SendTrouble,
  StoredInsight,
  StoredMessage,
  StoredReaction,
  StoredStatus,
  Thread,
} from './types.js';
