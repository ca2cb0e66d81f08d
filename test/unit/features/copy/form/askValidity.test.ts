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
  it('offers the standard validities, the last choice active, each with its expiry', async () => {
    const prompts = new ScriptedPrompts('1 day');
    assert.deepEqual(await ask(prompts), lasting(86_400));
    assert.deepEqual(prompts.last.labels, ['15 minutes', '1 hour', '1 day', '7 days', 'Custom…']);
    assert.equal(prompts.last.activeLabel, '1 hour');
    assert.deepEqual(prompts.last.place, place);
    assert.equal(prompts.last.readable.filter((text) => text.startsWith('expires ')).length, 4);
  });

  it('offers the active choice first, then recent and other ones, without duplicates', async () => {
    const prompts = new ScriptedPrompts('1 hour 30 minutes');
    assert.deepEqual(await ask(prompts, { recent: [lasting(5400), lasting(900)] }), lasting(5400));
    assert.deepEqual(prompts.last.labels, ['1 hour', '1 hour 30 minutes', '15 minutes', '1 day', '7 days', 'Custom…']);
  });

  it('offers and accepts no more than a setting allows, and names it', async () => {
    const prompts = new ScriptedPrompts('Custom…', '3h', '2h');
    const more = { maxSeconds: 7200, recent: [lasting(86_400), lasting(60)] };
    assert.deepEqual(await ask(prompts, more), lasting(7200));
    assert.deepEqual(prompts.asked[0]?.labels, ['1 hour', '1 minute', '15 minutes', '2 hours', 'Custom…']);
    assert.match(prompts.last.text, /at most 2 hours \(setting ossLinks\.maxValidity\)$/);
    assert.match(prompts.last.checks[0]?.message ?? '', /at most 2 hours/);
  });

  it('accepts more than seven days if the signature version does, but no more than a setting allows', async () => {
    const month = 30 * 86_400;
    const prompts = new ScriptedPrompts('Custom…', '4000d', '30d');
    assert.deepEqual(await ask(prompts, { signatureMaxSeconds: 3650 * 86_400 }), lasting(month));
    assert.match(prompts.last.text, /at most 3,650 days$/);
    assert.match(prompts.last.checks[0]?.message ?? '', /at most 3,650 days/);
    const capped = new ScriptedPrompts('Custom…', '30d', '2h');
    await ask(capped, { signatureMaxSeconds: 3650 * 86_400, maxSeconds: 7200 });
    assert.match(capped.last.checks[0]?.message ?? '', /at most 2 hours/);
  });

  it('accepts at most seven days for a V4 link, even if a setting allows more', async () => {
    const prompts = new ScriptedPrompts('Custom…', '8d', '7d');
    await ask(prompts, { maxSeconds: 30 * 86_400 });
    assert.match(prompts.last.text, /at most 7 days$/);
    assert.match(prompts.last.checks[0]?.message ?? '', /at most 7 days/);
  });

  it('accepts a typed validity in the list', async () => {
    assert.deepEqual(await ask(new ScriptedPrompts('90s')), lasting(90));
    assert.deepEqual(await ask(new ScriptedPrompts('2031-05-07T12:00Z')), {
      kind: 'until',
      date: new Date('2031-05-07T12:00:00Z'),
    });
  });

  it('asks for a custom validity until it is valid, showing the expiry or the error', async () => {
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

  it('goes back from the custom one also if it is the first step', async () => {
    const prompts = new ScriptedPrompts('Custom…', BACK, '1 day');
    assert.deepEqual(await askValidity(prompts, { title: 'Title' }, question), lasting(86_400));
  });

  it('returns nothing after Escape', async () => {
    assert.equal(await ask(new ScriptedPrompts(ESCAPE)), undefined);
    assert.equal(await ask(new ScriptedPrompts('Custom…', ESCAPE)), undefined);
  });

  it('marks a previously chosen date', async () => {
    const prompts = new ScriptedPrompts(ESCAPE);
    await ask(prompts, { last: { kind: 'until', date: new Date(2031, 4, 8, 12) } });
    assert.match(prompts.last.activeLabel ?? '', /May 8/);
  });

  describe('with a token that expires in 42 minutes', () => {
    const tokenEnd = new Date(noon.getTime() + 42.5 * 60_000);

    it("shows the token's expiry before any choice, and the effective expiry of each choice", async () => {
      const prompts = new ScriptedPrompts('7 days');
      assert.deepEqual(await ask(prompts, { tokenExpiry: tokenEnd }), lasting(604_800));
      assert.match(prompts.last.text, /^Your credentials expire in 42 min, and so do all links\./);
      const ends = prompts.last.readable.filter((text) => text.startsWith('expires '));
      assert.deepEqual(
        ends.map((text) => text.endsWith(' with your credentials')),
        [false, false, true, true, true],
      );
    });

    it('offers the remaining time of the token', async () => {
      const answer = await ask(new ScriptedPrompts('Until your credentials expire'), { tokenExpiry: tokenEnd });
      assert.deepEqual(answer, { kind: 'until', date: tokenEnd });
    });

    it("shows the token's expiry for a typed validity", async () => {
      const prompts = new ScriptedPrompts('Custom…', '1h');
      await ask(prompts, { tokenExpiry: tokenEnd });
      assert.match(prompts.last.checks[0]?.message ?? '', / with your credentials$/);
    });

    it('offers nothing of an expired token', async () => {
      const prompts = new ScriptedPrompts('1 hour');
      await ask(prompts, { tokenExpiry: noon });
      assert.ok(!prompts.last.labels.includes('Until your credentials expire'));
      assert.match(prompts.last.text, /^Select a validity/);
    });
  });
});

describe('checkValidity', () => {
  it('shows the expiry', () => {
    for (const validity of standardValidities) {
      if (validity.kind !== 'duration') assert.fail();
      assert.equal(checkValidity(String(validity.seconds), { now: noon, locale: 'en' }).severity, 'info');
    }
  });

  it('explains the error', () => {
    assert.deepEqual(checkValidity('0', { now: noon, locale: 'en' }), {
      severity: 'error',
      message: 'The validity must be at least 1 second.',
    });
  });
});
