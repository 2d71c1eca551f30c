# Dockerfile and docker-compose.yml: hadolint and the Compose schema find nothing, and
# the program knows every setting that a node is given.
set -euo pipefail
bin=$CLIENTS/.venv/bin
folder=$WORK/docker
mkdir -p "$folder"

"$bin/hadolint" "$ROOT/Dockerfile"
"$bin/check-jsonschema" --builtin-schema vendor.compose-spec "$ROOT/docker-compose.yml"

# Both refuse what is wrong.
sed 's/^\( *\)restart: .*/\1restarts: always/' "$ROOT/docker-compose.yml" >"$folder/wrong.yml"
printf 'FROM debian\nRUN cd /tmp\n' >"$folder/Dockerfile"
if "$bin/check-jsonschema" --builtin-schema vendor.compose-spec "$folder/wrong.yml" >/dev/null ||
  "$bin/hadolint" "$folder/Dockerfile" >/dev/null; then
  echo "what is wrong was accepted"
  exit 1
fi

# A node's settings, with the database of a fresh machine: a misspelt key stops the start.
"$bin/python" - "$ROOT/docker-compose.yml" >"$folder/settings" <<'P'
import re, sys, yaml
node = yaml.safe_load(open(sys.argv[1]))["services"]["node-1"]["environment"]
known = {"PIJLER_SEALING_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}
for key, value in node.items():
    if key != "DATABASE_URL":
        fill = lambda found: known.get(found[1]) or found[2]
        print(f"{key}=" + re.sub(r"\$\{(\w+):[-?]([^}]*)\}", fill, str(value)))
P
mapfile -t settings <"$folder/settings"
migrate() { (cd "$folder" && env -i "${settings[@]}" "$@" "$PROGRAM" migrate); }
migrate
if migrate PIJLER_MAIL__ADDRESS=x 2>/dev/null; then
  echo "a misspelt setting was accepted"
  exit 1
fi
echo "${#settings[@]} settings of a node known"
