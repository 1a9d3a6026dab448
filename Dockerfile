# Acequia in a container, with a PostgreSQL of its own beside it: see docker-compose.yml.
#
#   docker build -t acequia .

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -q -B -ntp -Pfast -DskipTests -pl repository-service -am package

FROM eclipse-temurin:25-jre
# curl asks the node how it is. Its version is not pinned: a rebuilt image takes the mended one.
# hadolint ignore=DL3008
RUN apt-get -qq update \
    && apt-get -qq -y --no-install-recommends install curl \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 acequia \
    && useradd --system --uid 10001 --gid acequia --home-dir /data --shell /usr/sbin/nologin acequia \
    && install -d -o acequia -g acequia -m 700 /data
COPY --from=build /src/acequia /opt/acequia/acequia
COPY --from=build /src/repository-service/target/app /opt/acequia/app

# The cache that makes a start cheap is made here, by a user without rights; root owns it afterwards,
# and the node cannot write to its own program.
RUN chown -R acequia: /opt/acequia/app \
    && setpriv --reuid=acequia --regid=acequia --clear-groups env HOME=/tmp sh -c \
       '/opt/acequia/acequia cache || echo "No cache could be made: starting costs more, and works."' \
    && chown -R root: /opt/acequia/app && chmod -R a+rX,go-w /opt/acequia

USER 10001:10001
WORKDIR /data
VOLUME /data
# Pages; pages over HTTPS, where people sign in; other nodes.
EXPOSE 8080 8443 4001
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/actuator/health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/opt/acequia/acequia"]
CMD ["run", "--data", "/data"]
