import { CodedError } from '../../config/errors/errors.ts';

/** Why a run is left where it stands, running by its record, for whoever takes it up next. */
export class RunLeft extends CodedError {
  constructor() {
    super('run.stopped', 'this process is closing; the run goes on from its checkpoint');
  }
}
