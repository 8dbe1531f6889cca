"""What is measured of a graph of parties."""

from dataclasses import dataclass

import networkx as nx
import numpy as np


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one party stands.

    Attributes:
        party: Its id.
        degree: With how many parties it is joined.
        strength: The sum of the weights of its ties.
        share: The same as a share of all parties' strengths, from 0 to 1.
        betweenness: How many pairs of others have their shortest path through it, a pair with several paths
            divided among them (Freeman 1977); unweighted, not divided by the number of pairs.
        closeness: One over its mean distance in steps from those whom it can reach, times the share of the
            others whom it can reach (Wasserman and Faust 1994).
        eigenvector: Its part in the leading eigenvector of the weights (Bonacich 1972), the squares of all
            parts adding up to 1; nothing where the graph is in pieces, for then it does not exist.
        articulation: Whether the graph falls apart without it.
    """

    party: str
    degree: int
    strength: float
    share: float
    betweenness: float
    closeness: float
    eigenvector: float | None
    articulation: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured of a graph.

    Attributes:
        pairs: How many pairs of parties are joined.
        density: The same as a share of all pairs; nothing where there is one party only.
        standings: Its parties, strongest first, equals by id.
    """

    pairs: int
    density: float | None
    standings: tuple[Standing, ...]

    def of(self, party: str) -> Standing | None:
        """Where a party stands; nothing where it has no seat."""
        return next((each for each in self.standings if each.party == party), None)

    def share(self, party: str) -> float:
        """A party's share of all strength; 0 where it has no seat."""
        standing = self.of(party)
        return standing.share if standing else 0.0

    @property
    def articulations(self) -> tuple[str, ...]:
        """The parties without whom the graph falls apart."""
        return tuple(each.party for each in self.standings if each.articulation)


def measures(graph: "nx.Graph[str]") -> Measures:
    """All measures of a graph of parties.

    Args:
        graph: As :func:`sixtracks.networks.graphs.together` makes it.
    """
    strength = {party: float(value) for party, value in graph.degree(weight="weight")}
    total = sum(strength.values())
    betweenness = nx.betweenness_centrality(graph, normalized=False)
    closeness = nx.closeness_centrality(graph)
    eigenvector = _eigenvector(graph)
    cuts = set(nx.articulation_points(graph))
    standings = [
        Standing(
            party,
            int(graph.degree(party)),
            strength[party],
            strength[party] / total if total else 0.0,
            betweenness[party],
            closeness[party],
            eigenvector.get(party),
            party in cuts,
        )
        for party in graph
    ]
    standings.sort(key=lambda each: (-each.strength, each.party))
    density = nx.density(graph) if len(graph) > 1 else None
    return Measures(graph.number_of_edges(), density, tuple(standings))


def _eigenvector(graph: "nx.Graph[str]") -> dict[str, float]:
    """The leading eigenvector of the weights; empty where the graph is in pieces or has no ties.

    From the whole spectrum, because power iteration does not converge where a weak tie joins two groups.
    """
    if not graph.number_of_edges() or not nx.is_connected(graph):
        return {}
    vectors = np.linalg.eigh(nx.to_numpy_array(graph)).eigenvectors
    return dict(zip(graph, np.abs(vectors[:, -1]).tolist(), strict=True))
