import assert from 'node:assert/strict';
import { standardValidities, type Validity } from '../../../../../src/links/validity.ts';
import {
  askValidity,
  checkValidity,
  type ValidityQuestion,
} from '../../../../../src/features/copy/form/askValidity.ts';
import { BACK } from '../../../../../src/ui/prompts/questions.ts';
import { noon } from '../../../../support/emulator/handMade.ts';
import { ESCAPE, ScriptedPrompts } from '../../../../support/ui/scriptedPrompts.ts';

const lasting = (seconds: number): Validity => ({ kind: 'duration', seconds });
const question: ValidityQuestion = { recent: [], last: lasting(3600), now: () => noon, locale: 'en' };
const place = { title: 'Title', step: 2, totalSteps: 3, canGoBack: true };

function ask(prompts: ScriptedPrompts, more: Partial<ValidityQuestion> = {}): Promise<unknown> {
  return askValidity(prompts, place, { ...question, ...more });
}

describe('askValidity', () => {
  it('offers what everybody needs, the last choice active, each with its moment of expiry', async () => {
    const prompts = new ScriptedPrompts('1 day');
    assert.deepEqual(await ask(prompts), lasting(86_400));
    assert.deepEqual(prompts.last.labels, ['15 minutes', '1 hour', '1 day', '7 days', 'Custom…']);
    assert.equal(prompts.last.activeLabel, '1 hour');
    assert.deepEqual(prompts.last.place, place);
    assert.equal(prompts.last.readable.filter((text) => text.startsWith('expires ')).length, 4);
  });

  it('offers recent choices first, and none twice', async () => {
    const prompts = new ScriptedPrompts('1 hour 30 minutes');
    assert.deepEqual(await ask(prompts, { recent: [lasting(5400), lasting(900)] }), lasting(5400));
    assert.deepEqual(prompts.last.labels, ['1 hour 30 minutes', '15 minutes', '1 hour', '1 day', '7 days', 'Custom…']);
  });

  it('offers and takes no more than a setting allows, and names it', async () => {
    const prompts = new ScriptedPrompts('Custom…', '3h', '2h');
    const more = { maxSeconds: 7200, recent: [lasting(86_400), lasting(60)] };
    assert.deepEqual(await ask(prompts, more), lasting(7200));
    assert.deepEqual(prompts.asked[0]?.labels, ['1 minute', '15 minutes', '1 hour', '2 hours', 'Custom…']);
    assert.match(prompts.last.text, /at most 2 hours \(setting ossLinks\.maxValidity\)$/);
    assert.match(prompts.last.checks[0]?.message ?? '', /at most 2 hours/);
  });

  it('takes more than seven days where the signature does, and still no more than a setting allows', async () => {
    const month = 30 * 86_400;
    const prompts = new ScriptedPrompts('Custom…', '4000d', '30d');
    assert.deepEqual(await ask(prompts, { signatureMaxSeconds: 3650 * 86_400 }), lasting(month));
    assert.match(prompts.last.text, /at most 3,650 days$/);
    assert.match(prompts.last.checks[0]?.message ?? '', /at most 3,650 days/);
    const capped = new ScriptedPrompts('Custom…', '30d', '2h');
    await ask(capped, { signatureMaxSeconds: 3650 * 86_400, maxSeconds: 7200 });
    assert.match(capped.last.checks[0]?.message ?? '', /at most 2 hours/);
  });

  it('takes no more than seven days of a V4 link, also where a setting allows more', async () => {
    const prompts = new ScriptedPrompts('Custom…', '8d', '7d');
    await ask(prompts, { maxSeconds: 30 * 86_400 });
    assert.match(prompts.last.text, /at most 7 days$/);
    assert.match(prompts.last.checks[0]?.message ?? '', /at most 7 days/);
  });

  it('takes a validity that is typed right away', async () => {
    assert.deepEqual(await ask(new ScriptedPrompts('90s')), lasting(90));
    assert.deepEqual(await ask(new ScriptedPrompts('2031-05-07T12:00Z')), {
      kind: 'until',
      date: new Date('2031-05-07T12:00:00Z'),
    });
  });

  it('asks for a custom one until it can be used, saying when it ends or what is wrong', async () => {
    const prompts = new ScriptedPrompts('Custom…', '8d', 'soon', 'PT1H');
    assert.deepEqual(await ask(prompts), lasting(3600));
    assert.deepEqual(
      prompts.last.checks.map((check) => check?.severity),
      ['error', 'error', 'info'],
    );
    assert.match(prompts.last.checks[0]?.message ?? '', /at most 7 days/);
    assert.match(prompts.last.checks[2]?.message ?? '', /^expires /);
  });

  it('goes back from the custom one to the list, and from the list to the step before', async () => {
    const prompts = new ScriptedPrompts('Custom…', BACK, BACK);
    assert.equal(await ask(prompts), BACK);
    assert.deepEqual(
      prompts.asked.map(({ kind }) => kind),
      ['pick', 'input', 'pick'],
    );
  });

  it('goes back from the custom one also where it is the first step', async () => {
    const prompts = new ScriptedPrompts('Custom…', BACK, '1 day');
    assert.deepEqual(await askValidity(prompts, { title: 'Title' }, question), lasting(86_400));
  });

  it('ends with nothing after Escape', async () => {
    assert.equal(await ask(new ScriptedPrompts(ESCAPE)), undefined);
    assert.equal(await ask(new ScriptedPrompts('Custom…', ESCAPE)), undefined);
  });

  it('marks a date that was chosen before', async () => {
    const prompts = new ScriptedPrompts(ESCAPE);
    await ask(prompts, { last: { kind: 'until', date: new Date(2031, 4, 8, 12) } });
    assert.match(prompts.last.activeLabel ?? '', /May 8/);
  });

  describe('with a token that ends in 42 minutes', () => {
    const tokenEnd = new Date(noon.getTime() + 42.5 * 60_000);

    it('says so before anything is chosen, and shows the true end of each choice', async () => {
      const prompts = new ScriptedPrompts('7 days');
      assert.deepEqual(await ask(prompts, { tokenExpiry: tokenEnd }), lasting(604_800));
      assert.match(prompts.last.text, /^Your credentials expire in 42 minutes, and so do all links\./);
      const ends = prompts.last.readable.filter((text) => text.startsWith('expires '));
      assert.deepEqual(
        ends.map((text) => text.endsWith(' with your credentials')),
        [false, false, true, true, true],
      );
    });

    it('offers to take what is left of it', async () => {
      const answer = await ask(new ScriptedPrompts('Until your credentials expire'), { tokenExpiry: tokenEnd });
      assert.deepEqual(answer, { kind: 'until', date: tokenEnd });
    });

    it('says so of a validity that is typed', async () => {
      const prompts = new ScriptedPrompts('Custom…', '1h');
      await ask(prompts, { tokenExpiry: tokenEnd });
      assert.match(prompts.last.checks[0]?.message ?? '', / with your credentials$/);
    });

    it('offers nothing of one that has ended', async () => {
      const prompts = new ScriptedPrompts('1 hour');
      await ask(prompts, { tokenExpiry: noon });
      assert.ok(!prompts.last.labels.includes('Until your credentials expire'));
      assert.match(prompts.last.text, /^Select a validity/);
    });
  });
});

describe('checkValidity', () => {
  it('shows the moment of expiry', () => {
    for (const validity of standardValidities) {
      if (validity.kind !== 'duration') assert.fail();
      assert.equal(checkValidity(String(validity.seconds), { now: noon, locale: 'en' }).severity, 'info');
    }
  });

  it('says what is wrong', () => {
    assert.deepEqual(checkValidity('0', { now: noon, locale: 'en' }), {
      severity: 'error',
      message: 'The validity must be at least 1 second.',
    });
  });
});
