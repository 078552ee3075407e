# Makes the environment with a Python that can carry it, or says in a sentence what is missing.
# From the environment: PYTHON, which to use; VENV, where it goes.

set -eu

refuse() {
    echo "missions: $1" >&2
    exit 1
}

command -v "$PYTHON" >/dev/null 2>&1 ||
    refuse "there is no '$PYTHON' here; install Python 3.11 or newer, or name one: make setup PYTHON=python3.12"

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    refuse "Python 3.11 or newer is needed, and '$PYTHON' is $("$PYTHON" -V 2>&1); name another: make setup PYTHON=python3.12"

"$PYTHON" -c 'import venv, ensurepip' 2>/dev/null ||
    refuse "'$PYTHON' cannot make environments: its venv module is not installed (on Debian and Ubuntu: apt-get install python3-venv)"

# An environment of another Python, or one whose Python has gone, is made anew.
minor='import sys; print(*sys.version_info[:2])'
if [ "$("$VENV/bin/python" -c "$minor" 2>/dev/null)" = "$("$PYTHON" -c "$minor")" ]; then
    exec "$PYTHON" -m venv "$VENV"
fi
exec "$PYTHON" -m venv --clear "$VENV"
