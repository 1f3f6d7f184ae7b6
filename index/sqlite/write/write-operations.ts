/** Writes of the operational half: runs, sources' states, held deletions, acts. */
import type { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../../../config/errors/errors.ts';
import type { Act, HeldDeletions, Run, SourceState } from '../../operations.ts';
import { refuseTakenOver } from '../../taken-over.ts';

export interface OperationsWriter {
  createRun(run: Run): void;
  saveRun(run: Run): void;
  putSourceState(state: SourceState): number;
  hold(held: HeldDeletions, localIds: string[]): void;
  /** As they are, within the caller's transaction. */
  putHeld(held: HeldDeletions, localIds: string[]): void;
  /** As it is, whatever version is stored. */
  putState(state: SourceState): void;
  saveHeld(held: HeldDeletions): void;
  record(act: Act): void;
}

export function prepareOperationsWriter(db: DatabaseSync): OperationsWriter {
  const addRun = db.prepare(
    'insert or ignore into run (id, source, status, started_at, doc) values (?, ?, ?, ?, ?)',
  );
  const setRun = db.prepare('update run set source = ?, status = ?, started_at = ?, doc = ? where id = ?');
  const runOf = db.prepare('select doc from run where id = ?');
  const versionOf = db.prepare('select version from source_state where source = ?');
  const setState = db.prepare('insert or replace into source_state (source, version, doc) values (?, ?, ?)');
  const addHeld = db.prepare(
    'insert or replace into held (id, source, state, held_at, doc) values (?, ?, ?, ?, ?)',
  );
  const setHeld = db.prepare('update held set source = ?, state = ?, held_at = ?, doc = ? where id = ?');
  const clearIds = db.prepare('delete from held_id where held = ?');
  const addId = db.prepare('insert into held_id (held, place, local_id) values (?, ?, ?)');
  const addAct = db.prepare('insert or ignore into act (id, at, act, source, doc) values (?, ?, ?, ?, ?)');

  function putHeld(held: HeldDeletions, localIds: string[]): void {
    addHeld.run(held.id, held.source, held.state, held.heldAt, JSON.stringify(held));
    clearIds.run(held.id);
    for (const [place, localId] of localIds.entries()) addId.run(held.id, place, localId);
  }
  const putState = (state: SourceState) =>
    void setState.run(state.source, state.version, JSON.stringify(state));

  return {
    putHeld,
    putState,
    createRun(run) {
      const { changes } = addRun.run(run.id, run.source, run.status, run.startedAt, JSON.stringify(run));
      if (changes === 0) throw new CodedError('catalogue.conflict', `There is a run ${run.id} already`);
    },
    saveRun(run) {
      // No other process may take it up between the look and the write.
      db.exec('begin immediate');
      try {
        const stored = runOf.get(run.id)?.doc as string | undefined;
        if (stored === undefined) throw new CodedError('run.unknown', run.id);
        refuseTakenOver(JSON.parse(stored) as Run, { resumed: run.resumed, batch: false });
        setRun.run(run.source, run.status, run.startedAt, JSON.stringify(run), run.id);
        db.exec('commit');
      } catch (error) {
        if (db.isTransaction) db.exec('rollback');
        throw error;
      }
    },
    putSourceState(state) {
      // One writer: nothing can come between the look and the write.
      const stored = (versionOf.get(state.source)?.version as number | undefined) ?? 0;
      if (stored !== state.version) {
        const detail = `${state.source}: version ${state.version} is not the stored ${stored}`;
        throw new CodedError('catalogue.conflict', detail);
      }
      const version = stored + 1;
      putState({ ...state, version });
      return version;
    },
    hold(held, localIds) {
      db.exec('begin immediate');
      try {
        putHeld(held, localIds);
        db.exec('commit');
      } catch (error) {
        if (db.isTransaction) db.exec('rollback');
        throw error;
      }
    },
    saveHeld(held) {
      const { changes } = setHeld.run(held.source, held.state, held.heldAt, JSON.stringify(held), held.id);
      if (changes === 0) throw new CodedError('request.not-found', `There are no held deletions ${held.id}`);
    },
    record: (act) => void addAct.run(act.id, act.at, act.act, act.source, JSON.stringify(act)),
  };
}
