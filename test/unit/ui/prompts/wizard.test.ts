import assert from 'node:assert/strict';
import { BACK, type Answer } from '../../../../src/ui/prompts/questions.ts';
import { runSteps, type Step } from '../../../../src/ui/prompts/wizard.ts';

type State = readonly string[];

describe('runSteps', () => {
  let places: string[];
  let states: State[];

  beforeEach(() => {
    places = [];
    states = [];
  });

  /** Step that adds its name once, or gives the scripted answers in turn. */
  function step(
    name: string,
    answers: readonly Answer<State>[] = [],
    applies?: (state: State) => boolean,
  ): Step<State> {
    const waiting = [...answers];
    return {
      ...(applies ? { applies } : {}),
      ask: (state, { step: number, totalSteps, canGoBack }) => {
        places.push(`${name} ${number}/${totalSteps}${canGoBack ? ' back' : ''}`);
        states.push(state);
        const answer = waiting.length > 0 ? waiting.shift() : [...state.filter((other) => other !== name), name];
        return Promise.resolve(answer);
      },
    };
  }

  it('asks in order, each step with the answers so far', async () => {
    assert.deepEqual(await runSteps([step('a'), step('b'), step('c')], ['before']), ['before', 'a', 'b', 'c']);
    assert.deepEqual(places, ['a 1/3', 'b 2/3 back', 'c 3/3 back']);
    assert.deepEqual(states, [['before'], ['before', 'a'], ['before', 'a', 'b']]);
  });

  it('goes back one step and keeps the answers', async () => {
    assert.deepEqual(await runSteps([step('a'), step('b', [BACK])], []), ['a', 'b']);
    assert.deepEqual(places, ['a 1/2', 'b 2/2 back', 'a 1/2', 'b 2/2 back']);
    assert.deepEqual(states[2], ['a']);
  });

  it('asks the first step again if there is no step to go back to', async () => {
    assert.deepEqual(await runSteps([step('a', [BACK])], []), ['a']);
    assert.deepEqual(places, ['a 1/1', 'a 1/1']);
  });

  it('returns nothing after Escape, and asks no more', async () => {
    assert.equal(await runSteps([step('a'), step('b', [undefined]), step('c')], []), undefined);
    assert.equal(places.length, 2);
  });

  it('neither asks nor counts steps that do not apply, forward and back', async () => {
    const never = step('never', [], () => false);
    assert.deepEqual(await runSteps([step('a'), never, step('c', [BACK])], []), ['a', 'c']);
    assert.deepEqual(places, ['a 1/2', 'c 2/2 back', 'a 1/2', 'c 2/2 back']);
  });

  it('counts steps that apply after an answer', async () => {
    const after = step('b', [], (state) => state.includes('a'));
    await runSteps([step('a'), after], []);
    assert.deepEqual(places, ['a 1/1', 'b 2/2 back']);
  });

  it('can start at the first applicable one of some steps', async () => {
    const never = step('never', [], () => false);
    assert.deepEqual(
      await runSteps([step('a'), { ...step('b', [BACK]), id: 'b' }, { ...never, id: 'never' }], ['x'], {
        at: ['never', 'b'],
      }),
      ['x', 'a', 'b'],
    );
    assert.deepEqual(places, ['b 2/2 back', 'a 1/2', 'b 2/2 back']);
  });

  it('returns its input if there is nothing to ask', async () => {
    assert.deepEqual(await runSteps<State>([], ['x']), ['x']);
  });
});
