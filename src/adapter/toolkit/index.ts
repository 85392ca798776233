export {adapterErrors, type AdapterErrors} from './adapter-errors.js';
export {errorTextsIn, knownCodeIn, refusalIn, retryAfterIn, saysOptedOut, type SaidOfError} from './error-texts.js';
export {attachmentIn, attachmentsIn, mediaIn} from './attachments.js';
export {changedOr, editedMetadata, type ChangeOptions} from './change-answer.js';
export {cursorCodec, type CursorCodec, type CursorCodecOptions} from './cursors.js';
export {DetailsLoader, type DetailsLoaderOptions} from './details-loader.js';
export {
  countOf,
  epochOf,
  fieldsOf,
  flagOf,
  idOf,
  instantOf,
  labelOf,
  lookUp,
  mergeFields,
  numberOf,
  textOf,
  timeZoneOf,
  wordsOf,
  type Unchecked,
} from './fields.js';
export {
  arrangeByTime,
  orderOf,
  OrderSense,
  TieCount,
  type ArrangeOptions,
  type ListOrder,
  type Placed,
  type TiePlace,
} from './list-order.js';
export {LiveNews, type LiveNewsOptions} from './live-news.js';
export {nanosecondsOf} from './nanoseconds.js';
export {assertPlace, isNowhere, nextCursorIn, type NextCursorFields} from './next-cursor.js';
export {wayIn, wayOn, type PageWay} from './page-way.js';
export {assertId, pathSegment} from './paths.js';
export {
  REAL_CLOCK,
  RequestBudget,
  type BudgetClock,
  type BudgetLimits,
  type BudgetOptions,
  type Turn,
  type Urgency,
} from './request-budget.js';
export {pageSize, readRows, type Rows, type ReadRowsOptions} from './rows.js';
export {completeSent} from './sent-message.js';
export {readPages, walkPages, type PageAt, type ReadPages, type WalkOptions} from './walk-pages.js';
export {newsOr} from './webhook-news.js';
