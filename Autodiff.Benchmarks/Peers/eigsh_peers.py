#!/usr/bin/env python3
"""What SciPy, PyTorch and SLEPc take for the rows of `Autodiff.Benchmarks spectral`, on the same matrix files.

    eigsh_peers.py FOLDER ROW...      one JSON line for each solver that is installed

The benchmark writes the files (spectral --peers). Each solver runs in a process of its own on one thread; processor time
of the median run is taken. A set of eigenvalues is 'right' when it agrees with the known spectrum, or with the set that
Autodiff found; 'misses' when it lies behind (Ritz values never pass the eigenvalues, so it is proven wrong); 'ahead'
when it lies before the expected set, which is then the wrong one.
"""
import glob
import json
import os
import resource
import signal
import subprocess
import sys
import time

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
BUDGET = 1.0
CPU_LIMIT = 120
TIMEOUT = 900


def read_sparse(path):
    import numpy as np
    import scipy.sparse as sp

    with open(path, "rb") as file:
        n, count = np.fromfile(file, np.int64, 2)
        pointers = np.fromfile(file, np.int32, n + 1)
        columns = np.fromfile(file, np.int32, count)
        values = np.fromfile(file, np.float64, count)
    return sp.csr_matrix((values, columns, pointers), shape=(n, n))


class Counted:
    """Counts what passes through a function."""

    def __init__(self, function):
        self.function, self.count = function, 0

    def __call__(self, x):
        self.count += 1 if x.ndim == 1 else x.shape[1]
        return self.function(x)

    def operator(self, n):
        import numpy as np
        import scipy.sparse.linalg as la

        return la.LinearOperator((n, n), matvec=self, matmat=self, dtype=np.float64)


# Each solver takes the row and its matrix and gives a function that runs once:
# (seconds, eigenvalues, gradient or None, products or None).

def forward(solve):
    def prepare(row, a):
        def once():
            start = time.process_time()
            values, products = solve(row, a)
            return time.process_time() - start, values, None, products
        return once
    return prepare


def lanczos(tolerance):
    def solve(row, a):
        import scipy.sparse.linalg as la

        product = Counted(lambda x: a @ x)
        values, _ = la.eigsh(product.operator(a.shape[0]), k=row["k"], which=row["target"], tol=tolerance(row))
        return values, product.count
    return forward(solve)


def invert(ordering):
    def solve(row, a):
        import scipy.sparse.linalg as la

        factor = la.splu(a.tocsc(), permc_spec=ordering, diag_pivot_thresh=0.0, options={"SymmetricMode": ordering != "COLAMD"})
        inverse = Counted(factor.solve)
        values, _ = la.eigsh(a, k=row["k"], sigma=0, which="LM", tol=row["tolerance"], OPinv=inverse.operator(a.shape[0]))
        return values, inverse.count
    return forward(solve)


def lobpcg(preconditioner):
    def solve(row, a):
        import numpy as np
        import scipy.sparse.linalg as la

        n = a.shape[0]
        if preconditioner == "jacobi":
            diagonal = 1 / np.maximum(a.diagonal(), 1e-300)
            inverse = la.LinearOperator((n, n), matvec=lambda x: diagonal * x.ravel(), matmat=lambda x: diagonal[:, None] * x)
        else:
            inverse = Counted(la.spilu(a.tocsc(), drop_tol=1e-4, fill_factor=20).solve).operator(n)
        start = np.random.default_rng(1).standard_normal((n, row["k"] + 2))
        product = Counted(lambda x: a @ x)
        norm = abs(a).sum(axis=1).max()
        values, _ = la.lobpcg(product.operator(n), start, M=inverse, largest=row["target"] == "LA", tol=row["tolerance"] * norm, maxiter=2000)
        return np.sort(values)[: row["k"]], product.count
    return forward(solve)


def slepc(inverted):
    def prepare(row, a):
        for path in glob.glob("/usr/lib/slepcdir/*/*/lib/python3/dist-packages") + glob.glob("/usr/lib/petscdir/*/*/lib/python3/dist-packages"):
            sys.path.append(path)
        import slepc4py

        slepc4py.init([])
        from petsc4py import PETSc
        from slepc4py import SLEPc

        matrix = PETSc.Mat().createAIJ(size=a.shape, csr=(a.indptr, a.indices, a.data))

        def once():
            start = time.process_time()
            solver = SLEPc.EPS().create()
            solver.setOperators(matrix)
            solver.setProblemType(SLEPc.EPS.ProblemType.HEP)
            solver.setDimensions(row["k"])
            solver.setTolerances(row["tolerance"], 5000)
            if inverted:
                solver.setTarget(0)
                solver.setWhichEigenpairs(SLEPc.EPS.Which.TARGET_MAGNITUDE)
                solver.getST().setType(SLEPc.ST.Type.SINVERT)
            else:
                which = SLEPc.EPS.Which
                solver.setWhichEigenpairs(which.LARGEST_REAL if row["target"] == "LA" else which.SMALLEST_REAL)
            solver.solve()
            count = min(row["k"], solver.getConverged())
            values = sorted(solver.getEigenvalue(i).real for i in range(count))
            solver.destroy()
            return time.process_time() - start, values, None, None
        return once
    return prepare


def torch_lobpcg(row, a):
    import torch

    torch.set_num_threads(1)
    matrix = torch.sparse_csr_tensor(torch.from_numpy(a.indptr), torch.from_numpy(a.indices), torch.from_numpy(a.data), a.shape).to_sparse_coo()

    def once():
        torch.manual_seed(1)
        start = time.process_time()
        values, _ = torch.lobpcg(matrix, k=row["k"], largest=row["target"] == "LA", tol=row["tolerance"], niter=2000)
        return time.process_time() - start, sorted(values.tolist()), None, None
    return once


def adjoints(row, vectors):
    """Of the loss sum (t_i . v_i)^2 + sum cos(i) lambda_i."""
    import numpy as np

    t = np.fromfile(row["seed"]).reshape(row["k"], -1).T
    return np.cos(np.arange(row["k"])), 2 * t * np.einsum("ij,ij->j", t, vectors)


def hand_written_gradient(factored):
    """SciPy forward, deflated MINRES for each pair backward, the gradient at stored positions only."""
    def prepare(row, a):
        import numpy as np
        import scipy.sparse.linalg as la

        n = a.shape[0]
        rows = np.repeat(np.arange(n), np.diff(a.indptr))

        def once():
            start = time.process_time()
            if factored:
                factor = la.splu(a.tocsc(), permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})
                inverse = la.LinearOperator((n, n), matvec=factor.solve, dtype=np.float64)
                values, v = la.eigsh(a, k=row["k"], sigma=0, which="LM", tol=row["tolerance"], OPinv=inverse)
            else:
                values, v = la.eigsh(a, k=row["k"], which=row["target"], tol=row["tolerance"])
            middle = time.process_time()
            values_adjoint, g = adjoints(row, v)
            between = time.process_time()
            s = v.T @ g
            with np.errstate(divide="ignore"):
                k = (s - s.T) / (2 * (values[None, :] - values[:, None]))
            np.fill_diagonal(k, 0)
            outside = np.zeros_like(v)
            products = 0

            def project(x):
                return x - v @ (v.T @ x)

            for i, value in enumerate(values):
                operator = Counted(lambda x: project(a @ x - value * x))
                preconditioner = la.LinearOperator((n, n), matvec=lambda x: project(factor.solve(project(x))), dtype=np.float64) if factored else None
                outside[:, i], _ = la.minres(operator.operator(n), -project(g[:, i]), M=preconditioner, tol=row["adjoint_tolerance"], maxiter=5000)
                products += operator.count
            w = v @ (np.diag(values_adjoint) + k) + project(outside)
            gradient = 0.5 * (np.einsum("ij,ij->i", w[rows], v[a.indices]) + np.einsum("ij,ij->i", v[rows], w[a.indices]))
            end = time.process_time()
            seconds = {"Forward": middle - start, "Backward": end - between, "Both": end - between + middle - start}
            return seconds[row["figure"]], values, gradient, products
        return once
    return prepare


def torch_dense(row, a):
    import numpy as np
    import torch

    torch.set_num_threads(1)
    matrix = torch.from_numpy(a).requires_grad_(row["figure"] != "Forward")
    k = row["k"]
    t = None if row["figure"] == "Forward" else torch.from_numpy(np.fromfile(row["seed"]).reshape(k, -1).T.copy())
    weights = torch.cos(torch.arange(k, dtype=torch.float64))

    def once():
        start = time.process_time()
        values, vectors = torch.linalg.eigh(matrix)
        middle = time.process_time()
        if t is None:
            return middle - start, values[:k].tolist(), None, None
        loss = ((t * vectors[:, :k]).sum(0) ** 2).sum() + (weights * values[:k]).sum()
        between = time.process_time()
        (gradient,) = torch.autograd.grad(loss, matrix)
        end = time.process_time()
        seconds = {"Backward": end - between, "Both": end - between + middle - start}
        gradient = ((gradient + gradient.T) / 2).detach().numpy().ravel()
        return seconds[row["figure"]], values[:k].tolist(), gradient, None
    return once


def scipy_dense(row, a):
    import scipy.linalg

    def once():
        start = time.process_time()
        values, _ = scipy.linalg.eigh(a, driver="evd")
        return time.process_time() - start, values[: row["k"]], None, None
    return once


def scipy_spins(row, _):
    """-sum Z Z - sum X on a ring, without a matrix; the slope by Hellmann and Feynman."""
    import numpy as np
    import scipy.sparse.linalg as la

    sites = row["spins"]
    states = np.arange(1 << sites)
    turned = (states >> 1) | ((states & 1) << (sites - 1))
    differ = states ^ turned
    bonds = sites - 2 * sum((differ >> i) & 1 for i in range(sites)).astype(np.float64)

    def flipped(x):
        grid = x.reshape((2,) * sites)
        return sum(np.flip(grid, axis) for axis in range(sites)).ravel()

    def once():
        start = time.process_time()
        product = Counted(lambda x: -bonds * x.ravel() - flipped(x))
        values, vectors = la.eigsh(product.operator(states.size), k=1, which="SA", tol=1e-12)
        slope = -vectors[:, 0] @ flipped(vectors[:, 0])
        return time.process_time() - start, values, np.array([slope]), product.count
    return once


SOLVERS = {
    "scipy": lanczos(lambda row: row["tolerance"]),
    "scipy-exact": lanczos(lambda row: 0),
    "scipy-invert": invert("COLAMD"),
    "scipy-invert-mmd": invert("MMD_AT_PLUS_A"),
    "slepc": slepc(False),
    "slepc-invert": slepc(True),
    "lobpcg-jacobi": lobpcg("jacobi"),
    "lobpcg-ilu": lobpcg("ilu"),
    "torch-lobpcg": torch_lobpcg,
    "scipy-gradient": hand_written_gradient(False),
    "scipy-gradient-lu": hand_written_gradient(True),
    "torch": torch_dense,
    "scipy-dense": scipy_dense,
    "scipy-spins": scipy_spins,
}


def verdict(row, values):
    import numpy as np

    expected, values = np.array(row["expected"]), np.sort(values)
    if len(values) < len(expected):
        return None, "%d of %d converged" % (len(values), len(expected))
    if not np.all(np.isfinite(values)):
        return None, "not finite"
    difference = values - expected if row["target"] == "LA" else expected - values
    allowed = 1e-7 * np.abs(expected).max() if row["known"] else 1e-6 * np.abs(expected).max()
    worst = np.abs(difference).max()
    return worst, "right" if worst <= allowed else "misses" if difference.min() < -allowed else "ahead"


def measure(folder, name, solver):
    import warnings

    import numpy as np

    warnings.simplefilter("ignore")
    with open(os.path.join(folder, name + ".json")) as file:
        row = json.load(file)
    row["seed"] = os.path.join(folder, row["seed"])
    a = None
    if row["problem"].endswith(".csr"):
        a = read_sparse(os.path.join(folder, row["problem"]))
    elif row["problem"]:
        a = np.fromfile(os.path.join(folder, row["problem"]))
        a = a.reshape(int(np.sqrt(a.size)), -1)
    once = SOLVERS[solver](row, a)
    times = []
    while sum(times) < BUDGET and len(times) < 1000:
        seconds, values, gradient, products = once()
        times.append(max(seconds, 1e-5))
    worst, said = verdict(row, values)
    result = {"row": name, "solver": solver, "ms": 1000 * sorted(times)[len(times) // 2], "verdict": said}
    if row["known"] and worst is not None:
        result["error"] = "%.1e" % worst
    if gradient is not None and os.path.exists(os.path.join(folder, name + ".gradient")):
        own = np.fromfile(os.path.join(folder, name + ".gradient"))
        result["error"] = "gradients differ by %.1e" % (np.linalg.norm(own - gradient) / np.linalg.norm(own))
    if products is not None:
        result["products"] = products
    result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(result))


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_LIMIT, CPU_LIMIT + 5))


def main(arguments):
    if arguments[0] == "--measure":
        return measure(*arguments[1:])
    folder, *names = arguments
    environment = {**os.environ, **{name: "1" for name in THREADS}}
    for name in names:
        with open(os.path.join(folder, name + ".json")) as file:
            peers = json.load(file)["peers"]
        for solver in peers:
            command = [sys.executable, os.path.abspath(__file__), "--measure", folder, name, solver]
            try:
                done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=TIMEOUT, preexec_fn=limit)
                lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
                trouble = (done.stderr.strip().splitlines() or ["exit code %d" % done.returncode])[-1]
                if done.returncode == -signal.SIGXCPU:
                    trouble = "not done in %d s" % CPU_LIMIT
            except subprocess.TimeoutExpired:
                lines, trouble = [], "not done in %d s" % TIMEOUT
            print(lines[-1] if lines else json.dumps({"row": name, "solver": solver, "verdict": trouble[:80]}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
