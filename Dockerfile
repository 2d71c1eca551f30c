# The program is built from the committed lock file and runs as nobody in particular.
FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --package api --bin pijler \
    && cp target/release/pijler /usr/local/bin/pijler

FROM debian:bookworm-slim
# Certificates for mail servers and databases; curl for the health check. Debian keeps
# one version of each in a release, with its security fixes: that is the pin.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin pijler \
    && install --directory --owner pijler --mode 0700 /data
COPY --from=build /usr/local/bin/pijler /usr/local/bin/pijler
USER 10001
WORKDIR /data
VOLUME /data
ENV PIJLER_HTTP__HOST=0.0.0.0 \
    PIJLER_METRICS__HOST=0.0.0.0 \
    PIJLER_STORAGE__FOLDER=/data
EXPOSE 8080 9090
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/health/ready"]
ENTRYPOINT ["pijler"]
