"""Answers the runner's requests about one workload, as ../worker.ts does; the messages are those of ../protocol.ts.

Node passes the number of a socket on which both sides write a line of JSON a message.
"""

import json
import os
import resource
import socket
import sys
import time


def time_of(run, x):
    start = time.perf_counter()
    run(x)
    return 1000 * (time.perf_counter() - start)


def burst(run, x, request):
    """The times of a burst: the first run warms up, unless it is a long one and the process is warm from a former burst."""
    first = time_of(run, x)
    if first >= request['longRun'] and not request['isFirst']:
        return first, [first]
    times = []
    while not times or sum(times) < request['milliseconds']:
        times.append(time_of(run, x))
    return first, times


def serve(threads, workload):
    import torch
    from networks import networks
    from tasks import tasks

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    size = {name: workload[name] for name in ('layers', 'side', 'tokens', 'features') if name in workload}
    network = networks[workload['network']](**size).eval()
    x = network.sample(workload['batch'])
    run = tasks[workload['task']](network, workload.get('steps', 50))

    def answer(request):
        if request['kind'] == 'ready':
            return {'kind': 'ready'}
        if request['kind'] == 'burst':
            first, times = burst(run, x, request)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            return {'kind': 'burst', 'first': first, 'times': times, 'peakMemory': peak}
        return {'kind': 'failure', 'message': f"PyTorch does not answer '{request['kind']}'"}

    return answer


def main():
    sys.dont_write_bytecode = True
    threads, workload = int(sys.argv[1]), json.loads(sys.argv[2])
    os.environ['OMP_NUM_THREADS'] = os.environ['OPENBLAS_NUM_THREADS'] = str(threads)
    channel = socket.socket(fileno=int(os.environ['NODE_CHANNEL_FD'])).makefile('rw')
    answer = serve(threads, workload)
    for line in channel:
        try:
            response = answer(json.loads(line))
        except Exception as error:
            response = {'kind': 'failure', 'message': str(error).splitlines()[0]}
        channel.write(json.dumps(response) + '\n')
        channel.flush()


main()
