# relay-compiler over schema.graphql: connections, node and refetching as Relay
# wants them, with artifacts written by the compiler.
set -euo pipefail
folder=$WORK/relay
mkdir -p "$folder/src"
cp "$CLIENTS"/relay/*.js "$folder/src"
cp "$ROOT/schema.graphql" "$folder"
cat >"$folder/relay.config.json" <<'J'
{"src": "./src", "language": "javascript", "schema": "./schema.graphql"}
J
(cd "$folder" && "$CLIENTS/node_modules/.bin/relay-compiler" relay.config.json)
made=$(find "$folder/src" -name '*.graphql.js' | wc -l)
[ "$made" -ge 5 ] || { echo "only $made artifacts were made"; exit 1; }

# The same compiler refuses a connection that is none.
sed -i 's/courses(filter/courseZ(filter/' "$folder/src/CourseList.js"
if (cd "$folder" && "$CLIENTS/node_modules/.bin/relay-compiler" relay.config.json >/dev/null 2>&1); then
  echo "a field that is not there was accepted"
  exit 1
fi
echo "$made artifacts"
