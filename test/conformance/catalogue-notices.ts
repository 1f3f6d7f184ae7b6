/** Notices over a catalogue: left once, put into one message, sent by one of many processes, and again where one died. */
import { describe, expect, it } from 'vitest';
import { LEASE } from '../../notices/outbox/deliver.ts';
import { deliveries, sendAgain } from '../../notices/outbox/delivery.ts';
import { HOUR, MINUTE, openStage } from '../notices/stage.ts';
import type { Subject } from './catalogue.ts';

export function noticesConformance(subject: Subject): void {
  describe('notices', () => {
    it('are told once, however many processes look, seal and send at one time', async () => {
      const stage = openStage(subject.catalogue);
      await stage.subscribe();
      const actors = [stage.actor(), stage.actor(), stage.actor()];
      const turn = () => Promise.all(actors.map(({ office }) => office.turn()));
      await turn();
      for (const source of ['a', 'b', 'c']) await stage.ran(source);
      for (let minute = 0; minute < 4; minute++) {
        stage.pass(MINUTE);
        await turn();
      }
      expect(actors.flatMap(({ errors }) => errors)).toEqual([]);
      expect(stage.sent).toHaveLength(1);
      expect(stage.sent[0]?.delivery.content.items.map(({ source }) => source).sort()).toEqual([
        'a',
        'b',
        'c',
      ]);
      const kept = await deliveries(subject.catalogue, { state: 'delivered' }, 10);
      expect(kept.items.map(({ content }) => content.attempts.map(({ answer }) => answer))).toEqual([
        ['200'],
      ]);
    });

    it('that a process died over are sent again, under their own id and no other', async () => {
      const stage = openStage(subject.catalogue);
      await stage.subscribe();
      await stage.actor().office.turn();
      await stage.ran('a');
      // Left, sealed and marked, the place moved, taken; it dies over writing down that it was sent.
      const mortal = stage.actor({ diesAt: 6 });
      await stage.live(mortal, 3 * MINUTE);
      expect(stage.sent).toHaveLength(1);
      const next = stage.actor();
      await stage.live(next, MINUTE);
      expect(stage.sent).toHaveLength(1);
      await stage.live(next, LEASE, LEASE);
      await stage.live(next, 2 * HOUR, HOUR);
      const ids = stage.sent.map(({ delivery }) => delivery.id);
      expect(ids).toEqual([ids[0], ids[0]]);
    });

    it('that nobody takes are given up after a day, and can be sent again', async () => {
      let down = true;
      const stage = openStage(subject.catalogue, {
        answer: () => (down ? { came: 'later', answer: '500' } : { came: 'taken', answer: '204' }),
      });
      const { id } = await stage.subscribe();
      const actor = stage.actor();
      await actor.office.turn();
      await stage.ran('a');
      await stage.live(actor, 30 * HOUR, 30 * MINUTE);
      const [dead] = (await deliveries(subject.catalogue, { state: 'dead' }, 10)).items;
      expect(dead?.content).toMatchObject({ subscription: id, tries: 12 });
      expect(stage.sent).toHaveLength(12);
      down = false;
      await sendAgain(subject.catalogue, dead?.id ?? '', stage.now());
      await actor.office.turn();
      const [again] = (await deliveries(subject.catalogue, { subscription: id }, 10)).items;
      expect(again).toMatchObject({ id: dead?.id, content: { state: 'delivered', tries: 1 } });
      expect(new Set(stage.sent.map(({ delivery }) => delivery.id)).size).toBe(1);
      await expect(sendAgain(subject.catalogue, dead?.id ?? '', stage.now())).rejects.toMatchObject({
        code: 'delivery.not-dead',
      });
    });
  });
}
