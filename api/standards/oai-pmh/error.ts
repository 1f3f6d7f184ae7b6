/** Errors of the protocol (OAI-PMH 2.0 §3.6): they are answers, with status 200. */

export type OaiErrorCode =
  | 'badArgument'
  | 'badResumptionToken'
  | 'badVerb'
  | 'cannotDisseminateFormat'
  | 'idDoesNotExist'
  | 'noRecordsMatch';

export class OaiError extends Error {
  readonly code: OaiErrorCode;

  constructor(code: OaiErrorCode, words: string) {
    super(words);
    this.code = code;
  }
}
