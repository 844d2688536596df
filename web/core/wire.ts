// The shapes that travel between browser and server (the contract is the
// server's OpenAPI document). Field names are the wire's own.

export type Language = string;
export type Words = Record<Language, string>;

export type ItemAnswer =
  | { choice: string }
  | { choices: string[] }
  | { number: string }
  | null;

export interface Region { code: string; name: Words; has_children: boolean }

export interface ExamSection { id: string; title: Words; item_count: number; minimum?: number }
export interface ExamRule { id: string; version: number; title: Words; text: Words }
export interface Exam {
  id: string;
  version: string;
  title: Words;
  languages: Language[];
  time_limit_s: number;
  grace_s: number;
  item_count: number;
  cut_percent: number;
  attempts: number;
  waiting_time_s: number;
  attempts_left?: number;
  next_attempt_at?: string | null;
  sections: ExamSection[];
  rules: ExamRule[];
}

export type AttemptState = 'prepared' | 'open' | 'submitted' | 'expired' | 'lapsed';
export type Decision = 'pass' | 'fail' | 'review';

export interface AttemptRow {
  id: string;
  exam: string;
  state: AttemptState;
  prepared_at: string;
  started_at?: string | null;
  ended_at?: string | null;
  decision?: Decision | null;
}

export interface Approval {
  id: string;
  number: string;
  exam: string;
  region: string;
  state: 'active' | 'suspended' | 'revoked' | 'expired' | 'superseded';
  valid_from: string;
  valid_until: string;
  credential_url: string;
  /** Page for everybody; what the holder shares. */
  verify_url: string;
  /** Whether that page shows the holder's name. */
  name_shown: boolean;
}

export interface Me {
  id: string;
  name: string;
  region: string;
  language: Language;
  shop_name?: string | null;
  attempts: AttemptRow[];
  approvals: Approval[];
}

export type ItemKind = 'single' | 'multiple' | 'true_false' | 'numeric';
export interface PaperItem {
  id: string;
  section: string;
  kind: ItemKind;
  stem: string;
  options?: { id: string; text: string }[];
  unit?: string;
}
export interface Paper {
  language: Language;
  title: string;
  sections: { id: string; title: string }[];
  items: PaperItem[];
}

export interface SavedResponse { item: string; epoch: number; revision: number; answer: ItemAnswer; marked: boolean }

export interface Attempt {
  id: string;
  exam: string;
  state: AttemptState;
  language: Language;
  time_limit_s: number;
  item_count: number;
  prepared_at: string;
  lapses_at?: string | null;
  epoch?: number;
  next_revision?: number;
  seconds_left?: number;
  paper?: Paper | null;
  responses?: SavedResponse[];
}

export interface StartReply {
  state: AttemptState;
  epoch: number;
  next_revision: number;
  seconds_left: number;
  paper: Paper;
}

export interface TakeOverReply { epoch: number; next_revision: number; seconds_left: number }

export interface Entry {
  item: string;
  revision: number;
  answer: ItemAnswer;
  marked: boolean;
  since_start_ms: number;
}
export interface SaveBody { epoch: number; responses: Entry[] }
export interface SaveReply {
  saved: { item: string; revision: number }[];
  rejected: { item: string; revision: number; code: string }[];
  seconds_left: number;
  state: AttemptState;
}

export interface Score { numerator: number; denominator: number; text: string }
export type FailedCondition =
  | { code: 'total-below-cut' }
  | { code: 'section-below-minimum'; section: string };
export interface Result {
  attempt: string;
  exam: string;
  decision: Decision;
  score: Score;
  cut: Score;
  sections: { id: string; title: string; score: Score; minimum?: Score | null; met: boolean }[];
  topics: { id: string; title: string; score: Score }[];
  failed: FailedCondition[];
  attempts_left: number;
  next_attempt_at?: string | null;
  ended_at: string;
  approval?: Approval | null;
}

export type StaffAct = 'read-reports' | 'extend-attempt' | 'reissue-candidate-code' | 'read-approvals' | 'change-approvals' | 'manage-webhooks';
export interface Staff { id: string; name: string; role: string; may: StaffAct[] }

export type GroupBy = 'region' | 'week' | 'language' | 'attempt' | 'version';
export interface Rate {
  started: number;
  finished: number;
  passed: number;
  pass_rate: number | null;
  interval: [number, number] | null;
}
export interface RateRow extends Rate { group: string; label?: Words; first_attempts: Rate }
export interface PassRates {
  exam: string;
  group_by: GroupBy;
  time_zone: string;
  rows: RateRow[];
  totals: Rate & { first_attempts: Rate };
}
