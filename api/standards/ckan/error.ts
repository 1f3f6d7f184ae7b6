/** Errors as CKAN's Action API answers them: a status, a type, and words by parameter. */

const STATUS = {
  'Not Found Error': 404,
  'Validation Error': 409,
  'Search Query Error': 400,
  'Search Error': 409,
} as const;

export class ActionError extends Error {
  readonly type: keyof typeof STATUS;
  readonly faults: Record<string, string[]>;

  constructor(type: keyof typeof STATUS, words: string, faults: Record<string, string[]> = {}) {
    super(words);
    this.type = type;
    this.faults = faults;
  }

  get status(): number {
    return STATUS[this.type];
  }

  get answer(): Record<string, unknown> {
    return { ...this.faults, message: this.message, __type: this.type };
  }
}
