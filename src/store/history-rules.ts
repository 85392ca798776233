/** What the store needs once there is a history; see `lazy-history.ts`. */
export {ConsentLedger} from '../model/consent-ledger.js';
export {readsTheSame} from '../model/match-echo.js';
export {MessageList} from '../model/message-list.js';
export {knownBesides, recogniseEchoes} from './echoes.js';
