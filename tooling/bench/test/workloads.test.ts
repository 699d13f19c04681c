import { engineNames } from '../engines/names';
import { takesPart } from '../engines/participants';
import { secondsFor, secondsOf } from '../measuring/estimate';
import { nameOf, selectWorkloads, standardWorkloads } from '../workloads';

test('without words, the standard workloads are chosen, each once', () => {
  expect(selectWorkloads([])).toEqual(standardWorkloads);
  expect(new Set(standardWorkloads.map(nameOf)).size).toBe(standardWorkloads.length);
});

test('a whole name chooses one workload, also one that is not standard', () => {
  expect(selectWorkloads(['vgg16-gradient']).map(nameOf)).toEqual(['vgg16-gradient']);
  expect(selectWorkloads(['vgg16-integrated-gradients-8']).map(nameOf)).toEqual(['vgg16-integrated-gradients-8']);
});

test('a word chooses the standard workloads with it in their names', () => {
  expect(selectWorkloads(['tabular']).every(({ network }) => network === 'tabular')).toBe(true);
  expect(() => selectWorkloads(['alexnet'])).toThrow('no workload is called alexnet; there are: lenet5-forward');
});

test('the standard workloads take less than 25 minutes', () => {
  const able = (workload: (typeof standardWorkloads)[number]) =>
    engineNames.filter((engine) => takesPart(workload, engine) && secondsOf(workload, engine) <= 20);
  const seconds = standardWorkloads.reduce((sum, workload) => sum + secondsFor(workload, able(workload), 3), 0);
  expect(seconds / 60).toBeLessThan(25);
});
